package dev.pinwheel.runtime;

import java.time.Instant;

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
 */
public record Delivery<I>(
    I value,
    String topic,
    int partition,
    long offset,
    String key,
    int attempt,
    Instant firstAttemptAt,
    TraceContext trace) {}
