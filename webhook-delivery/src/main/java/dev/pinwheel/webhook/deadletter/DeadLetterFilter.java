package dev.pinwheel.webhook.deadletter;

import dev.pinwheel.schemas.WebhookDeadLettered;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which dead letters are meant: those that meet every condition given.
 *
 * @param from given up then or later
 * @param until given up earlier than that
 * @param endpoint name of the endpoint
 * @param code closed code of the dead letter, such as {@code HTTP_500}
 * @param rotationId the rotation
 * @param webhookId the {@code webhook-id} header
 */
public record DeadLetterFilter(
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> endpoint,
    Optional<String> code,
    Optional<UUID> rotationId,
    Optional<String> webhookId) {

  private static final DeadLetterFilter ALL =
      new DeadLetterFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Every dead letter. */
  public static DeadLetterFilter all() {
    return ALL;
  }

  /** The same, and only of one endpoint. */
  public DeadLetterFilter withEndpoint(String name) {
    return new DeadLetterFilter(from, until, Optional.of(name), code, rotationId, webhookId);
  }

  /** The same, and only with one code. */
  public DeadLetterFilter withCode(String wanted) {
    return new DeadLetterFilter(from, until, endpoint, Optional.of(wanted), rotationId, webhookId);
  }

  /** The same, and only given up from one instant on, until before another. */
  public DeadLetterFilter between(Instant first, Instant end) {
    return new DeadLetterFilter(
        Optional.of(first), Optional.of(end), endpoint, code, rotationId, webhookId);
  }

  boolean accepts(WebhookDeadLettered letter) {
    return from.map(first -> !letter.getOccurredAt().isBefore(first)).orElse(true)
        && until.map(end -> letter.getOccurredAt().isBefore(end)).orElse(true)
        && endpoint.map(letter.getEndpoint()::equals).orElse(true)
        && code.map(letter.getCode()::equals).orElse(true)
        && rotationId.map(letter.getRotationId()::equals).orElse(true)
        && webhookId.map(letter.getWebhookId()::equals).orElse(true);
  }
}
