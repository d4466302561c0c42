package dev.pinwheel.webhook.http;

import dev.pinwheel.webhook.delivery.AttemptResult;

/** Makes one attempt. Nothing that a receiver or a network does makes it throw. */
public interface WebhookSender extends AutoCloseable {

  /**
   * Signs and sends, and waits for the answer.
   *
   * @throws InterruptedException when the attempt was given up; it may have reached the receiver
   */
  AttemptResult send(Endpoint endpoint, WebhookRequest request) throws InterruptedException;

  @Override
  void close();
}
