package dev.pinwheel.stack.simulator.genesys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls per OAuth client and minute. A client's minute begins with its first call after the last
 * one ended.
 */
final class RateLimit {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final int allowed;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  private record Window(Instant ends, int used) {}

  /**
   * How a client stands after a call.
   *
   * @param exceeded whether the call is one too many; it does not count then
   * @param used calls of this minute
   * @param seconds whole seconds until the minute is over, at least 1
   */
  record Standing(boolean exceeded, int used, int allowed, long seconds) {}

  RateLimit(Clock clock, int allowed) {
    this.clock = clock;
    this.allowed = allowed;
  }

  Standing count(String clientId) {
    Instant now = clock.instant();
    Window window =
        windows.compute(
            clientId,
            (id, last) ->
                last == null || !now.isBefore(last.ends())
                    ? new Window(now.plus(MINUTE), 1)
                    : new Window(last.ends(), Math.min(last.used(), allowed) + 1));
    long millis = Duration.between(now, window.ends()).toMillis();
    return new Standing(
        window.used() > allowed,
        Math.min(window.used(), allowed),
        allowed,
        Math.max(1, Math.ceilDiv(millis, 1_000L)));
  }
}
