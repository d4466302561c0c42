package dev.pinwheel.webhook.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Spreads a replay over time.
 *
 * @param ratePerSecond the most in a second; empty for no limit
 * @param startedAt when the first one might go
 */
record ReplayPace(OptionalInt ratePerSecond, Instant startedAt) {

  /** How long the next one has to wait; zero where it is due. */
  Duration waitBefore(long sentSoFar, Instant now) {
    if (ratePerSecond.isEmpty()) {
      return Duration.ZERO;
    }
    Instant due = startedAt.plus(Duration.ofSeconds(sentSoFar).dividedBy(ratePerSecond.getAsInt()));
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }
}
