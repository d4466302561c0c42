package dev.pinwheel.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final Backoff backoff = new Backoff(clock, new Random(3));

  @Test
  void doesNotWaitBeforeAFailure() {
    assertThat(backoff.isWaiting()).isFalse();
    assertThat(backoff.remaining()).isZero();
  }

  @Test
  void waitsFromHalfToAllOfATimeThatDoublesUpToTheLongest() {
    long[] ceilings = {100, 200, 400, 800, 1_600, 3_000, 3_000, 3_000};
    for (long ceiling : ceilings) {
      backoff.failed();
      assertThat(backoff.remaining())
          .isBetween(Duration.ofMillis(ceiling / 2), Duration.ofMillis(ceiling));
    }
  }

  @Test
  void waitIsOverWhenItsTimeHasCome() {
    backoff.failed();
    Duration wait = backoff.remaining();

    clock.advance(wait.minusNanos(1));
    assertThat(backoff.isWaiting()).isTrue();
    clock.advance(Duration.ofNanos(1));
    assertThat(backoff.isWaiting()).isFalse();
  }

  @Test
  void successStartsOver() {
    for (int times = 0; times < 9; times++) {
      backoff.failed();
    }
    backoff.succeeded();
    assertThat(backoff.isWaiting()).isFalse();

    backoff.failed();
    assertThat(backoff.remaining()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
