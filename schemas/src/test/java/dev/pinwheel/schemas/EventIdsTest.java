package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  private static final UUID ROTATION = UUID.fromString("5f0c7a1e-1111-4222-8333-444455556666");

  @Test
  void isAVersion5UuidOfTheVariantOfTheRfc() {
    UUID id = EventIds.of("anything");

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  /** RFC 9562 appendix A.4: the DNS namespace and www.example.com. */
  @Test
  void isTheExampleOfTheRfc() {
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(EventIds.version5(dns, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  @Test
  void neverChangesForAStep() {
    assertThat(EventIds.of(target("a"), ROTATION, "api-applied"))
        .isEqualTo(EventIds.of("OAUTH_CLIENT/eu-west-2/a\n" + ROTATION + "\napi-applied"));
  }

  @Test
  void differsByTargetRotationAndStep() {
    UUID id = EventIds.of(target("a"), ROTATION, "api-applied");

    assertThat(EventIds.of(target("b"), ROTATION, "api-applied")).isNotEqualTo(id);
    assertThat(EventIds.of(target("a"), EventIds.of("other"), "api-applied")).isNotEqualTo(id);
    assertThat(EventIds.of(target("a"), ROTATION, "rotation-failed")).isNotEqualTo(id);
  }

  /** The namespace is part of every id that was ever given out. */
  @Test
  void theNamespaceNeverChanges() {
    assertThat(EventIds.of("pinwheel"))
        .isEqualTo(
            EventIds.version5(UUID.fromString("0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10"), "pinwheel"));
  }

  private static Target target(String id) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion("eu-west-2")
        .setId(id)
        .build();
  }
}
