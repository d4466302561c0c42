package dev.pinwheel.metrics;

import dev.pinwheel.metrics.topology.TransientFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides what follows when a stream thread fails. A broker or a registry that does not answer
 * comes back, and the next thread goes on where the last commit was. Any other failure may be a
 * thread's own affair once or twice; when it keeps coming back, the process ends, so that its
 * supervisor sees it.
 */
final class ThreadFailures {

  /** What follows. */
  enum Reaction {
    REPLACE,
    GIVE_UP
  }

  /** More failures than this within {@link #WITHIN} that waiting does not cure are too many. */
  static final int TOLERATED = 4;

  static final Duration WITHIN = Duration.ofMinutes(1);

  private final Clock clock;

  /** When failures came that waiting does not cure; guarded by this. */
  private final Deque<Instant> lasting = new ArrayDeque<>();

  ThreadFailures(Clock clock) {
    this.clock = clock;
  }

  synchronized Reaction on(Throwable failure) {
    if (TransientFailure.is(failure)) {
      return Reaction.REPLACE;
    }
    Instant now = clock.instant();
    lasting.removeIf(earlier -> !earlier.isAfter(now.minus(WITHIN)));
    lasting.add(now);
    return lasting.size() > TOLERATED ? Reaction.GIVE_UP : Reaction.REPLACE;
  }
}
