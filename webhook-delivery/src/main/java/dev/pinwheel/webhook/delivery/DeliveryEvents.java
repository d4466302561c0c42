package dev.pinwheel.webhook.delivery;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.schemas.WebhookRetry;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * The events that a webhook leads to. Their ids are derived from the {@code webhook-id}: there is
 * one delivery, one dead letter for each replay, one retry for each attempt.
 */
public final class DeliveryEvents {

  private DeliveryEvents() {}

  /** The receiver answered 2xx to the last attempt. */
  public static WebhookDelivered delivered(
      Notification told, String shownUrl, int status, Instant now) {
    return WebhookDelivered.newBuilder()
        .setEventId(id(told, "webhook-delivered/" + told.webhookId()))
        .setRotationId(told.rotationId())
        .setOccurredAt(now)
        .setCausationId(told.causationId())
        .setTarget(told.target())
        .setServiceId(told.serviceId())
        .setRequestedBy(told.requestedBy())
        .setRequestedAt(told.requestedAt())
        .setWebhookEndpoint(told.endpoint())
        .setWebhookId(told.webhookId())
        .setEndpoint(told.endpoint())
        .setUrl(shownUrl)
        .setTerminalEventId(told.terminalEventId())
        .setStatusCode(status)
        .setAttempts(told.attempts())
        .setReplays(told.replays())
        .build();
  }

  /** The next attempt is put off. */
  public static WebhookRetry retry(
      Notification owed, String shownUrl, Instant now, Instant notBefore) {
    String step =
        "webhook-retry/%s/%d/%d".formatted(owed.webhookId(), owed.replays(), owed.nextAttempt());
    return WebhookRetry.newBuilder()
        .setEventId(id(owed, step))
        .setRotationId(owed.rotationId())
        .setOccurredAt(now)
        .setCausationId(owed.causationId())
        .setTarget(owed.target())
        .setServiceId(owed.serviceId())
        .setRequestedBy(owed.requestedBy())
        .setRequestedAt(owed.requestedAt())
        .setWebhookEndpoint(owed.endpoint())
        .setWebhookId(owed.webhookId())
        .setEndpoint(owed.endpoint())
        .setUrl(shownUrl)
        .setTerminalEventId(owed.terminalEventId())
        .setPayload(owed.payload().duplicate())
        .setContentType(owed.contentType())
        .setNotBefore(notBefore)
        .setAttempts(owed.attempts())
        .setReplays(owed.replays())
        .build();
  }

  /** Delivery is given up; the exact body waits for a replay. */
  public static WebhookDeadLettered deadLetter(
      Notification owed, String shownUrl, String code, Instant now) {
    String step = "webhook-dead-letter/%s/%d".formatted(owed.webhookId(), owed.replays());
    return WebhookDeadLettered.newBuilder()
        .setEventId(id(owed, step))
        .setRotationId(owed.rotationId())
        .setOccurredAt(now)
        .setCausationId(owed.causationId())
        .setTarget(owed.target())
        .setServiceId(owed.serviceId())
        .setRequestedBy(owed.requestedBy())
        .setRequestedAt(owed.requestedAt())
        .setWebhookEndpoint(owed.endpoint())
        .setWebhookId(owed.webhookId())
        .setEndpoint(owed.endpoint())
        .setUrl(shownUrl)
        .setTerminalEventId(owed.terminalEventId())
        .setPayload(owed.payload().duplicate())
        .setContentType(owed.contentType())
        .setCode(code)
        .setAttempts(owed.attempts())
        .setReplays(owed.replays())
        .build();
  }

  /** A URL as events show it: user information and query may hold secrets. */
  public static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme() + "://" + url.getHost() + port + path;
  }

  private static UUID id(Notification notification, String step) {
    return EventIds.of(notification.target(), notification.rotationId(), step);
  }
}
