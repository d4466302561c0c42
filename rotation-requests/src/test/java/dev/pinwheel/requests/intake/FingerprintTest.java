package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void isTheSameForARepeatWithOtherIdsAndTimes() {
    assertThat(
            of(
                event -> {
                  event.setEventId(new UUID(9, 9));
                  event.setRotationId(new UUID(9, 9));
                  event.setOccurredAt(Instant.EPOCH);
                }))
        .isEqualTo(of(event -> {}))
        .hasSize(64);
  }

  @Test
  void differsByEveryOtherField() {
    assertThat(
            List.of(
                of(event -> {}),
                of(event -> event.setTarget(target("other"))),
                of(event -> event.setServiceId("other")),
                of(event -> event.setRequestedBy("other")),
                of(event -> event.setCertificateChain("other")),
                of(event -> event.setPreviousCertificate("other")),
                of(event -> event.setPreviousCertificate("")),
                of(event -> event.setRollbackOnFailure(true)),
                of(event -> event.setBackupPins(List.of("other"))),
                of(event -> event.setWebhookEndpoint("other")),
                of(event -> event.setReason("other")),
                of(event -> event.setCredentials(new CredentialReferences("a", "b", null))),
                of(event -> event.setCredentials(new CredentialReferences("a", "b", "c"))),
                of(event -> event.setNewEndpoint(new NewEndpoint("a", "b"))),
                of(event -> event.setNewEndpoint(new NewEndpoint("a", "c"))),
                of(event -> event.setKeyRef("file:/other"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aValueThatMovesToTheNextFieldMakesADifference() {
    String one =
        of(
            event -> {
              event.setServiceId("serviceb");
              event.setRequestedBy("y");
            });
    String other =
        of(
            event -> {
              event.setServiceId("service");
              event.setRequestedBy("by");
            });

    assertThat(one).isNotEqualTo(other);
  }

  private static String of(Consumer<RotationRequested.Builder> change) {
    RotationRequested.Builder event =
        RotationRequested.newBuilder()
            .setEventId(new UUID(1, 1))
            .setRotationId(new UUID(1, 2))
            .setOccurredAt(Requests.NOW)
            .setTarget(target(null))
            .setServiceId("service")
            .setRequestedBy("by")
            .setCertificateChain("chain");
    change.accept(event);
    return Fingerprint.of(event.build());
  }

  private static Target target(String organizationId) {
    return new Target(TargetKind.OAUTH_CLIENT, "eu-west-2", "a1b2", null, organizationId);
  }
}
