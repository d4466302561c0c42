package dev.pinwheel.metrics.figures;

import java.time.Duration;
import java.time.Instant;

/** A tumbling window of event time: from {@code start}, up to but without {@code end}. */
public record Window(Instant start, Instant end) {

  /** The window of this size that an instant falls into; windows are aligned to the epoch. */
  public static Window around(Instant at, Duration size) {
    long millis = size.toMillis();
    Instant start = Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    return new Window(start, start.plus(size));
  }

  /** True from the moment at which nothing may be added any more. */
  public boolean isClosed(Instant streamTime, Duration grace) {
    return !streamTime.isBefore(end.plus(grace));
  }
}
