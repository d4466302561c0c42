package dev.pinwheel.metrics;

import dev.pinwheel.metrics.topology.TransientFailure;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Decides what follows when a stream thread fails. A broker or a registry that does not answer
 * comes back, a right or a topic is given back by somebody, and the next thread goes on where the
 * last commit was. Any other failure may be a thread's own affair once or twice; when it keeps
 * coming back, the process ends, so that its supervisor sees it.
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

  private static final int DEEPEST = 20;

  private final Clock clock;

  /** When failures came that waiting does not cure; guarded by this. */
  private final Deque<Instant> lasting = new ArrayDeque<>();

  ThreadFailures(Clock clock) {
    this.clock = clock;
  }

  /** A right, a login, a certificate, a topic or a schema that may come back as it went. */
  private static boolean isForAnOperator(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .anyMatch(
            cause ->
                cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof MissingSourceTopicException
                    || cause instanceof SchemaRefusedException);
  }

  synchronized Reaction on(Throwable failure) {
    if (TransientFailure.is(failure) || isForAnOperator(failure)) {
      return Reaction.REPLACE;
    }
    Instant now = clock.instant();
    lasting.removeIf(earlier -> !earlier.isAfter(now.minus(WITHIN)));
    lasting.add(now);
    return lasting.size() > TOLERATED ? Reaction.GIVE_UP : Reaction.REPLACE;
  }
}
