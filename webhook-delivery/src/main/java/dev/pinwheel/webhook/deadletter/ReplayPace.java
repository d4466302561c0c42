package dev.pinwheel.webhook.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Spreads a replay over time. Used by one thread. */
final class ReplayPace {

  /**
   * How much lateness is made up for. Without any, the time that commits take would lower the rate;
   * with more, a stall would end in a flood.
   */
  static final Duration MADE_UP_FOR = Duration.ofMillis(100);

  private final OptionalInt ratePerSecond;
  private Optional<Instant> lastTurn = Optional.empty();

  /**
   * A pace that begins with the first turn.
   *
   * @param ratePerSecond the most in a second; empty for no limit
   */
  ReplayPace(OptionalInt ratePerSecond) {
    this.ratePerSecond = ratePerSecond;
  }

  /** Takes the next turn, and tells how long it is to be waited for. */
  Duration take(Instant now) {
    if (ratePerSecond.isEmpty()) {
      return Duration.ZERO;
    }
    Duration interval = Duration.ofSeconds(1).dividedBy(ratePerSecond.getAsInt());
    Instant earliest = now.minus(MADE_UP_FOR);
    Instant turn =
        lastTurn
            .map(last -> last.plus(interval))
            .map(due -> due.isBefore(earliest) ? earliest : due)
            .orElse(now);
    lastTurn = Optional.of(turn);
    return turn.isAfter(now) ? Duration.between(now, turn) : Duration.ZERO;
  }
}
