package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  /** This id must be the same for ever: a client may repeat a request after an upgrade. */
  @Test
  void makesTheSameIdInEveryVersion() {
    assertThat(new IdempotencyKey("ci", "2026-03-01").rotationId(0))
        .isEqualTo(UUID.fromString("cb4e9e2a-d5b6-5e24-adfe-5030d962b425"));
  }

  @Test
  void differsByPrincipalKeyAndPosition() {
    assertThat(
            List.of(
                new IdempotencyKey("a", "k").rotationId(0),
                new IdempotencyKey("b", "k").rotationId(0),
                new IdempotencyKey("a", "l").rotationId(0),
                new IdempotencyKey("a", "k").rotationId(1)))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.version() == 5);
  }

  @Test
  void takes255PrintableCharacters() {
    assertThat(IdempotencyKey.fault("k".repeat(255))).isEmpty();
    assertThat(IdempotencyKey.fault("k".repeat(256))).isPresent();
    assertThat(IdempotencyKey.fault(" ~")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb", "a\u007f", "ä"})
  void refusesOthers(String key) {
    assertThat(IdempotencyKey.fault(key))
        .map(Fault::code)
        .contains(FaultCode.INVALID_IDEMPOTENCY_KEY);
  }
}
