package dev.pinwheel.validator;

import dev.pinwheel.runtime.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether a requester's own time can be. A client that writes another unit than the schema's
 * microseconds makes latencies of decades, in every figure and every timeline: its requests are
 * refused until it is mended.
 */
final class RequestTime {

  static final String CODE = "IMPLAUSIBLE_TIME";

  /** Before anybody used this pipeline. */
  static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** A clock that is wrong by its zone and a little more passes: its order does not count. */
  static final Duration MOST_AHEAD = Duration.ofDays(1);

  private RequestTime() {}

  /**
   * Why a time cannot be; empty where it can.
   *
   * @param occurredAt what the requester wrote
   * @param acknowledged when the broker took the request
   */
  static Optional<Outcome.Quarantine> fault(Instant occurredAt, Instant acknowledged) {
    if (canBe(occurredAt, acknowledged)) {
      return Optional.empty();
    }
    String bound =
        occurredAt.isBefore(EARLIEST) ? "before 2020" : "more than a day after the broker took it";
    return Optional.of(
        new Outcome.Quarantine(
            CODE,
            "occurredAt is read as %s, %s (%s)%s; it is epoch microseconds (timestamp-micros)"
                .formatted(occurredAt, bound, acknowledged, likelyUnit(occurredAt, acknowledged))));
  }

  private static boolean canBe(Instant time, Instant acknowledged) {
    return !time.isBefore(EARLIEST) && !time.isAfter(acknowledged.plus(MOST_AHEAD));
  }

  /** The unit in which the number would be a time that can be. */
  private static String likelyUnit(Instant occurredAt, Instant acknowledged) {
    long number = ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt);
    if (isTime(number, ChronoUnit.SECONDS, acknowledged)) {
      return ": the number looks like seconds";
    }
    if (isTime(number, ChronoUnit.MILLIS, acknowledged)) {
      return ": the number looks like milliseconds";
    }
    if (isTime(number, ChronoUnit.NANOS, acknowledged)) {
      return ": the number looks like nanoseconds";
    }
    return "";
  }

  private static boolean isTime(long number, ChronoUnit unit, Instant acknowledged) {
    long most = unit.between(Instant.EPOCH, acknowledged.plus(MOST_AHEAD));
    return number >= unit.between(Instant.EPOCH, EARLIEST) && number <= most;
  }
}
