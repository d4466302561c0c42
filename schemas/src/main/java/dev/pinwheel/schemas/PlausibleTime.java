package dev.pinwheel.schemas;

import java.time.Duration;
import java.time.Instant;

/**
 * Which times a writer may claim. Milliseconds that are read as microseconds lie in 1970, seconds
 * too; nanoseconds lie ten thousands of years ahead.
 */
public final class PlausibleTime {

  /** No event of this system is older. */
  public static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** As far as a clock, or a time zone that was taken for UTC, may be ahead of the broker's. */
  public static final Duration MOST_AHEAD = Duration.ofDays(1);

  private PlausibleTime() {}

  /**
   * Whether a time can be.
   *
   * @param written as the writer says
   * @param recorded the broker's time of the record
   */
  public static boolean is(Instant written, Instant recorded) {
    return !written.isBefore(EARLIEST) && !written.isAfter(recorded.plus(MOST_AHEAD));
  }
}
