package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * Turns at an even rate with a small burst: the generic cell rate algorithm (ITU-T I.371), whose
 * whole state is one instant. Not thread-safe.
 */
final class CallRate {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The burst is what six seconds allow: small against the platform's window of a minute. */
  private static final int BURST_DIVISOR = 10;

  private final Duration interval;
  private final Duration tolerance;
  private Instant booked = Instant.MIN;

  /**
   * A rate.
   *
   * @param perMinute calls, at least 1
   * @param reservation calls of one turn
   */
  CallRate(int perMinute, int reservation) {
    interval = MINUTE.dividedBy(perMinute);
    tolerance =
        interval.multipliedBy(Math.max(0, Math.max(perMinute / BURST_DIVISOR, 1) - reservation));
  }

  /** Books calls, and tells when they may be made: now, or later. */
  Instant reserve(int calls, Instant now) {
    Instant turn = booked.isBefore(now.plus(tolerance)) ? now : booked.minus(tolerance);
    booked = later(booked, turn).plus(interval.multipliedBy(calls));
    return turn;
  }

  /** Books calls that are made anyway. */
  void add(int calls, Instant now) {
    booked = later(booked, now).plus(interval.multipliedBy(calls));
  }

  /** Gives booked calls back. */
  void giveBack(int calls) {
    booked = booked.minus(interval.multipliedBy(calls));
  }

  /** Nothing booked counts any more, and no turn is before this instant. */
  void restartAt(Instant time) {
    booked = time.plus(tolerance);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
