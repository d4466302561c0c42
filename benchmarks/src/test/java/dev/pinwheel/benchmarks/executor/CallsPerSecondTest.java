package dev.pinwheel.benchmarks.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.stack.simulator.genesys.CallMoment.Phase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallsPerSecondTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = START;
  private final CallsPerSecond calls = new CallsPerSecond(() -> now);

  @Test
  void theBusiestSecondCounts() {
    assertThat(calls.most()).isZero();
    arrive(3);
    now = START.plusMillis(999);
    arrive(1);
    now = START.plusSeconds(2);
    arrive(2);

    assertThat(calls.most()).isEqualTo(4);
  }

  @Test
  void aCallIsCountedOnceThoughItHasTwoMoments() {
    calls.accept(moment(Phase.BEFORE_EFFECT));
    calls.accept(moment(Phase.AFTER_EFFECT));

    assertThat(calls.most()).isEqualTo(1);
  }

  private void arrive(int count) {
    for (int i = 0; i < count; i++) {
      calls.accept(moment(Phase.BEFORE_EFFECT));
    }
  }

  private static CallMoment moment(Phase phase) {
    return new CallMoment(
        phase, "request", "GET", "/path", Optional.empty(), Optional.empty(), false);
  }
}
