package dev.pinwheel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.ThreadFailures.Reaction;
import dev.pinwheel.testing.time.MovableClock;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final Throwable lasting = new StreamsException("broken");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final ThreadFailures failures = new ThreadFailures(clock);

  @Test
  void whatPassesIsWaitedForWithoutEnd() {
    for (int i = 0; i < 100; i++) {
      assertThat(failures.on(new StreamsException(new TimeoutException("broker"))))
          .isEqualTo(Reaction.REPLACE);
      assertThat(failures.on(new StreamsException(new ConnectException("registry"))))
          .isEqualTo(Reaction.REPLACE);
    }
  }

  @Test
  void whatKeepsComingBackEndsTheProcess() {
    for (int i = 0; i < ThreadFailures.TOLERATED; i++) {
      assertThat(failures.on(lasting)).isEqualTo(Reaction.REPLACE);
    }
    assertThat(failures.on(lasting)).isEqualTo(Reaction.GIVE_UP);
  }

  @Test
  void failuresFarApartAreTolerated() {
    Duration apart = ThreadFailures.WITHIN.dividedBy(ThreadFailures.TOLERATED);
    for (int i = 0; i < 100; i++) {
      clock.advance(apart);
      assertThat(failures.on(lasting)).isEqualTo(Reaction.REPLACE);
    }
    clock.advance(apart.minusMillis(1));
    assertThat(failures.on(lasting)).isEqualTo(Reaction.GIVE_UP);
  }
}
