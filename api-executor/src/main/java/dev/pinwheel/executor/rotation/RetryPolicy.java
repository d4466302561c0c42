package dev.pinwheel.executor.rotation;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again.
 *
 * @param base waiting time after the first failure
 * @param most longest waiting time between two tries after failures
 * @param longestAsked longest {@code Retry-After} that is believed
 */
public record RetryPolicy(Duration base, Duration most, Duration longestAsked) {

  /** Jitter on top of a Retry-After: a tenth of it, so that many waiters do not return at once. */
  private static final int ASKED_JITTER_DIVISOR = 10;

  /** 2^20 times the base is above any sensible maximum; more would overflow. */
  private static final int HIGHEST_EXPONENT = 20;

  /**
   * Exponential back-off with equal jitter: between half and the whole of {@code base × 2^(n-1)},
   * that being at most {@code most}.
   *
   * @param failures how many in a row, 1 for the first
   */
  public Duration backOff(int failures, RandomGenerator random) {
    int exponent = Math.clamp(failures - 1, 0, HIGHEST_EXPONENT);
    long whole = Math.min(base.toMillis() << exponent, most.toMillis());
    return Duration.ofMillis(whole - whole / 2 + random.nextLong(whole / 2 + 1));
  }

  /**
   * Waiting time after an answer that may carry {@code Retry-After} (RFC 9110 section 10.2.3). What
   * the platform asks is waited in full and up to a tenth longer, cut at {@code longestAsked}
   * before the jitter. Where it asks nothing readable, or less than the back-off, the back-off
   * holds.
   *
   * @param asked the header's value as a duration, not negative; empty where missing or unreadable
   */
  public Duration throttled(Optional<Duration> asked, int failures, RandomGenerator random) {
    Duration backOff = backOff(failures, random);
    if (asked.isEmpty()) {
      return backOff;
    }
    long whole = Math.min(asked.get().toMillis(), longestAsked.toMillis());
    Duration spread = spread(Duration.ofMillis(whole), random);
    return spread.compareTo(backOff) > 0 ? spread : backOff;
  }

  /** A wait and up to a tenth more, so that many that wait for the same instant come one by one. */
  public Duration spread(Duration wait, RandomGenerator random) {
    return wait.plusMillis(random.nextLong(wait.toMillis() / ASKED_JITTER_DIVISOR + 1));
  }
}
