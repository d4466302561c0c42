package dev.pinwheel.audit.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Waiting times after failures: doubling, with jitter, and over with the first success. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);

  /** Short, so that work goes on soon after an outage; the load of one attempt is small. */
  static final Duration LONGEST = Duration.ofSeconds(3);

  private static final int DOUBLINGS = 5;

  private final Clock clock;
  private final RandomGenerator random;
  private int failures;
  private Instant over;

  Backoff(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.over = Instant.MIN;
  }

  void failed() {
    Duration ceiling = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    Duration longest = ceiling.compareTo(LONGEST) < 0 ? ceiling : LONGEST;
    // between half and all of it, so that instances that failed together do not retry together
    long millis = longest.toMillis() / 2;
    over = clock.instant().plusMillis(millis + random.nextLong(millis + 1));
    failures++;
  }

  void succeeded() {
    failures = 0;
    over = Instant.MIN;
  }

  boolean isWaiting() {
    return clock.instant().isBefore(over);
  }

  /** How long to wait; zero where there is nothing to wait for. */
  Duration remaining() {
    return isWaiting() ? Duration.between(clock.instant(), over) : Duration.ZERO;
  }
}
