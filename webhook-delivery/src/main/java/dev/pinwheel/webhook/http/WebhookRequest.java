package dev.pinwheel.webhook.http;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One attempt, ready to be signed and sent.
 *
 * @param webhookId stable over attempts
 * @param attemptedAt when this attempt was made: what is signed with the body
 * @param body the exact bytes; read-only
 * @param traceparent W3C trace context for the receiver
 */
public record WebhookRequest(
    String webhookId,
    Instant attemptedAt,
    ByteBuffer body,
    String contentType,
    String traceparent) {

  public WebhookRequest {
    body = body.asReadOnlyBuffer();
  }

  byte[] bytes() {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }
}
