package dev.pinwheel.webhook.deadletter;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a replay goes about it.
 *
 * @param dryRun true to count only; nothing is written, and a running replay is not disturbed
 * @param limit the most dead letters that this run sends again
 * @param ratePerSecond the most that it sends in a second
 */
public record ReplayOptions(boolean dryRun, OptionalLong limit, OptionalInt ratePerSecond) {

  public ReplayOptions {
    if (limit.isPresent() && limit.getAsLong() < 0) {
      throw new IllegalArgumentException("expected a limit of 0 or more");
    }
    if (ratePerSecond.isPresent() && ratePerSecond.getAsInt() < 1) {
      throw new IllegalArgumentException("expected a rate of 1 per second or more");
    }
  }

  /** Everything that the filter selects, as fast as it goes. */
  public static ReplayOptions unlimited() {
    return new ReplayOptions(false, OptionalLong.empty(), OptionalInt.empty());
  }

  /** Counting only. */
  public static ReplayOptions counting() {
    return new ReplayOptions(true, OptionalLong.empty(), OptionalInt.empty());
  }

  /** The same, for at most so many. */
  public ReplayOptions withLimit(long most) {
    return new ReplayOptions(dryRun, OptionalLong.of(most), ratePerSecond);
  }

  /** The same, for at most so many in a second. */
  public ReplayOptions withRate(int perSecond) {
    return new ReplayOptions(dryRun, limit, OptionalInt.of(perSecond));
  }
}
