package dev.pinwheel.metrics.topology;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Event time: the event's own {@code occurredAt}. A sender whose clock runs ahead must not close
 * everybody's windows, so an event counts as no later than a minute after now, nor than a minute
 * after its record's timestamp. The record's timestamp alone would not do: it comes from the same
 * sender.
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
   * The time of an event, in milliseconds since the epoch.
   *
   * @param recordTimestamp Kafka's timestamp of the record
   */
  long of(Instant occurredAt, long recordTimestamp) {
    long latest = Math.min(recordTimestamp, clock.millis()) + TOLERANCE.toMillis();
    return Math.max(0, Math.min(occurredAt.toEpochMilli(), latest));
  }
}
