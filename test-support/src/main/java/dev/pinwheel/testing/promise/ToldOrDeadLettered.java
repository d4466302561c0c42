package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.testing.promise.Evidence.Webhook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** G6. */
final class ToldOrDeadLettered implements Promise {

  @Override
  public String number() {
    return "G6";
  }

  @Override
  public String sentence() {
    return "Every outcome was delivered under one stable webhook-id, or lies in the dead letters"
        + " with its exact payload and every attempt";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    breaches.addAll(untold(evidence));
    breaches.addAll(bodiesThatChange(evidence));
    breaches.addAll(deliveriesNobodySaw(evidence));
    breaches.addAll(poorDeadLetters(evidence));
    return breaches;
  }

  private static List<String> untold(Evidence evidence) {
    Set<UUID> told =
        Stream.concat(
                evidence.events(WebhookDelivered.class).stream()
                    .map(WebhookDelivered::getTerminalEventId),
                evidence.events(WebhookDeadLettered.class).stream()
                    .map(WebhookDeadLettered::getTerminalEventId))
            .collect(Collectors.toSet());
    return Stream.concat(
            evidence.events(ApiApplied.class).stream().map(ApiApplied::getEventId),
            evidence.events(RotationFailed.class).stream().map(RotationFailed::getEventId))
        .filter(outcome -> !told.contains(outcome))
        .map(outcome -> "nobody was told of the outcome " + outcome)
        .toList();
  }

  private static List<String> bodiesThatChange(Evidence evidence) {
    Map<String, String> bodies = new HashMap<>();
    return evidence.webhooks().stream()
        .filter(
            webhook ->
                !bodies.computeIfAbsent(webhook.id(), id -> webhook.body()).equals(webhook.body()))
        .map(webhook -> "two bodies under the webhook-id " + webhook.id())
        .toList();
  }

  private static List<String> deliveriesNobodySaw(Evidence evidence) {
    Set<String> accepted =
        evidence.webhooks().stream()
            .filter(webhook -> webhook.verified() && webhook.accepted())
            .map(Webhook::id)
            .collect(Collectors.toSet());
    return evidence.events(WebhookDelivered.class).stream()
        .map(WebhookDelivered::getWebhookId)
        .filter(id -> !accepted.contains(id))
        .map(id -> "reported as delivered, but the PKI manager never accepted " + id)
        .toList();
  }

  private static List<String> poorDeadLetters(Evidence evidence) {
    Map<String, String> bodies =
        evidence.webhooks().stream()
            .collect(Collectors.toMap(Webhook::id, Webhook::body, (first, second) -> first));
    return evidence.events(WebhookDeadLettered.class).stream()
        .filter(
            letter -> {
              String payload = text(letter.getPayload());
              return payload.isEmpty()
                  || !bodies.getOrDefault(letter.getWebhookId(), payload).equals(payload);
            })
        .map(
            letter -> "the dead letter " + letter.getEventId() + " lacks the payload that was sent")
        .toList();
  }

  private static String text(ByteBuffer payload) {
    return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
  }
}
