package dev.pinwheel.metrics.topology;

import dev.pinwheel.schemas.PlausibleTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Event time: the event's own {@code occurredAt}, or the record's timestamp where the sender's time
 * cannot be ({@link PlausibleTime}). A sender whose clock runs ahead must not close everybody's
 * windows, so an event counts as no later than a minute after now, nor than a minute after its
 * record's timestamp. The record's timestamp alone would not do: where the topic does not have the
 * broker write it, it comes from the same sender.
 */
final class EventTime {

  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Clock clock;

  EventTime(Clock clock) {
    this.clock = clock;
  }

  /**
   * The time at which a record is read, before it is decoded: its own timestamp within the same
   * limits. A producer may have written no time, which is -1, and Kafka Streams takes no negative
   * one.
   */
  long ofRecord(long timestamp) {
    return Math.max(0, Math.min(timestamp, clock.millis() + TOLERANCE.toMillis()));
  }

  /**
   * When a record came to the broker: Kafka's timestamp. Where a producer wrote one that cannot be,
   * or none, it is now, which is the only other time that is known.
   */
  Instant recorded(long timestamp) {
    Instant now = clock.instant();
    Instant written = Instant.ofEpochMilli(timestamp);
    return PlausibleTime.is(written, now) ? written : now;
  }

  /**
   * The time of an event, in milliseconds since the epoch.
   *
   * @param recorded when its record came to the broker
   */
  long of(Instant occurredAt, Instant recorded) {
    Instant counted = PlausibleTime.is(occurredAt, recorded) ? occurredAt : recorded;
    long latest = Math.min(recorded.toEpochMilli(), clock.millis()) + TOLERANCE.toMillis();
    return Math.min(counted.toEpochMilli(), latest);
  }
}
