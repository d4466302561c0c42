package dev.pinwheel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.ThreadFailures.Reaction;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final Throwable lasting = new StreamsException("broken");

  private final SteppedClock clock = new SteppedClock();
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
      clock.pass(apart);
      assertThat(failures.on(lasting)).isEqualTo(Reaction.REPLACE);
    }
    clock.pass(apart.minusMillis(1));
    assertThat(failures.on(lasting)).isEqualTo(Reaction.GIVE_UP);
  }

  /** A clock that moves when it is told. */
  private static final class SteppedClock extends Clock {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
