package dev.pinwheel.webhook.deadletter;

import dev.pinwheel.schemas.WebhookDeadLettered;
import java.util.Optional;

/**
 * A dead letter as it lies in its topic.
 *
 * @param traceparent the trace it belongs to
 * @param replayed true where a replay has sent it again already
 */
public record DeadLetter(
    int partition,
    long offset,
    WebhookDeadLettered event,
    Optional<String> traceparent,
    boolean replayed) {}
