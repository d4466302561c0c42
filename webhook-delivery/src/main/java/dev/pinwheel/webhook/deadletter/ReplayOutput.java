package dev.pinwheel.webhook.deadletter;

import dev.pinwheel.schemas.WebhookRetry;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where a replay sends to. */
interface ReplayOutput extends AutoCloseable {

  /** Dead letters that were sent again; besides what is sent here, no more will be. */
  Set<UUID> replayed();

  /** Sends one delivery and marks the dead letter it came from, both or neither. */
  void send(WebhookRetry retry, Optional<String> traceparent)
      throws ReplayFencedException, MissingTopicException;

  /** Makes what was sent so far final; to be called before any wait and at the end. */
  void commit() throws ReplayFencedException, MissingTopicException;

  /** Drops what was sent since the last commit. */
  @Override
  void close();

  /** Writes nothing. */
  record Nowhere(Set<UUID> replayed) implements ReplayOutput {
    @Override
    public void send(WebhookRetry retry, Optional<String> traceparent) {}

    @Override
    public void commit() {}

    @Override
    public void close() {}
  }
}
