package dev.pinwheel.webhook.delivery;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookRetry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One webhook that is owed to one endpoint, wherever in its life it is: what stays the same over
 * attempts and replays, and the attempts so far.
 *
 * @param causationId eventId of the event that it was read from
 * @param endpoint name of the configured endpoint
 * @param webhookId the {@code webhook-id} header; {@link WebhookId} where it was made by this
 *     version, else as it came
 * @param terminalEventId eventId of the ApiApplied or RotationFailed event that is told
 * @param payload the exact body, made once per terminal event; read-only
 * @param attempts every attempt so far, oldest first
 * @param replays how often it was replayed from the dead letters
 */
public record Notification(
    UUID causationId,
    UUID rotationId,
    Target target,
    String serviceId,
    String requestedBy,
    Instant requestedAt,
    String endpoint,
    String webhookId,
    UUID terminalEventId,
    ByteBuffer payload,
    String contentType,
    List<DeliveryAttempt> attempts,
    int replays) {

  public Notification {
    payload = payload.asReadOnlyBuffer();
    attempts = List.copyOf(attempts);
  }

  /** The webhook that an applied rotation leads to. */
  public static Notification of(ApiApplied event) {
    byte[] body = WebhookPayload.of(event);
    return new Notification(
        event.getEventId(),
        event.getRotationId(),
        event.getTarget(),
        event.getServiceId(),
        event.getRequestedBy(),
        event.getRequestedAt(),
        event.getWebhookEndpoint(),
        WebhookId.of(event.getEventId(), event.getWebhookEndpoint(), body),
        event.getEventId(),
        ByteBuffer.wrap(body),
        WebhookPayload.CONTENT_TYPE,
        List.of(),
        0);
  }

  /** The webhook that a failed rotation leads to. */
  public static Notification of(RotationFailed event) {
    byte[] body = WebhookPayload.of(event);
    return new Notification(
        event.getEventId(),
        event.getRotationId(),
        event.getTarget(),
        event.getServiceId(),
        event.getRequestedBy(),
        event.getRequestedAt(),
        event.getWebhookEndpoint(),
        WebhookId.of(event.getEventId(), event.getWebhookEndpoint(), body),
        event.getEventId(),
        ByteBuffer.wrap(body),
        WebhookPayload.CONTENT_TYPE,
        List.of(),
        0);
  }

  /** A webhook that waited for its next attempt. */
  public static Notification of(WebhookRetry event) {
    return new Notification(
        event.getEventId(),
        event.getRotationId(),
        event.getTarget(),
        event.getServiceId(),
        event.getRequestedBy(),
        event.getRequestedAt(),
        event.getEndpoint(),
        event.getWebhookId(),
        event.getTerminalEventId(),
        event.getPayload(),
        event.getContentType(),
        event.getAttempts(),
        event.getReplays());
  }

  /** A dead letter that is given another chance: one replay more, its attempts kept. */
  public static Notification replayOf(WebhookDeadLettered event) {
    return new Notification(
        event.getEventId(),
        event.getRotationId(),
        event.getTarget(),
        event.getServiceId(),
        event.getRequestedBy(),
        event.getRequestedAt(),
        event.getEndpoint(),
        event.getWebhookId(),
        event.getTerminalEventId(),
        event.getPayload(),
        event.getContentType(),
        event.getAttempts(),
        event.getReplays() + 1);
  }

  /** The number of the attempt that comes next; it goes on counting over replays. */
  public int nextAttempt() {
    return attempts.isEmpty() ? 1 : attempts.getLast().getNumber() + 1;
  }

  /** The same webhook after one attempt more. */
  public Notification after(DeliveryAttempt attempt) {
    List<DeliveryAttempt> longer = new ArrayList<>(attempts);
    longer.add(attempt);
    return new Notification(
        causationId,
        rotationId,
        target,
        serviceId,
        requestedBy,
        requestedAt,
        endpoint,
        webhookId,
        terminalEventId,
        payload,
        contentType,
        longer,
        replays);
  }

  /** A copy of the body. */
  public byte[] body() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }
}
