package dev.pinwheel.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * One event, handed to a stage.
 *
 * @param value the decoded event
 * @param topic topic it was read from
 * @param partition partition it was read from
 * @param offset offset it was read at
 * @param key record key as text; empty where the record has none
 * @param attempt 1 for the first call, one more for each {@link Outcome.RetryAfter}; counts from 1
 *     again after a restart
 * @param firstAttemptAt when attempt 1 began
 * @param trace the W3C trace context that outputs and outgoing HTTP calls go on with
 * @param behind what of the same key was read and queued already when this call began
 */
public record Delivery<I>(
    I value,
    String topic,
    int partition,
    long offset,
    String key,
    int attempt,
    Instant firstAttemptAt,
    TraceContext trace,
    Behind<I> behind) {

  /** A delivery with nothing behind it. */
  public Delivery(
      I value,
      String topic,
      int partition,
      long offset,
      String key,
      int attempt,
      Instant firstAttemptAt,
      TraceContext trace) {
    this(value, topic, partition, offset, key, attempt, firstAttemptAt, trace, Optional::empty);
  }

  /**
   * The records that wait until this one is done. What is not seen here may still exist: it was not
   * read yet. What is seen is committed in the topic and will be handled after this one, by whoever
   * owns the partition then.
   */
  @FunctionalInterface
  public interface Behind<I> {

    /** The last of them; empty where there is none, or where its bytes are no usable event. */
    Optional<I> newest() throws InterruptedException;
  }
}
