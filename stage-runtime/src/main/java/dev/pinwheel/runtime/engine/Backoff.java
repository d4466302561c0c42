package dev.pinwheel.runtime.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter: the wait before attempt n is drawn from the upper half of
 * {@code first} times 2^(n-1), never more than {@code longest}.
 */
public record Backoff(Duration first, Duration longest) {

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("back-off needs 0 < first <= longest");
    }
  }

  /**
   * @param failures how many times it failed so far, at least 1
   */
  public Duration after(int failures, RandomGenerator random) {
    long ceiling = longest.toNanos();
    long doubled = first.toNanos();
    for (int i = 1; i < failures && doubled < ceiling; i++) {
      doubled *= 2;
    }
    long full = Math.min(doubled, ceiling);
    return Duration.ofNanos(full - random.nextLong(full / 2 + 1));
  }
}
