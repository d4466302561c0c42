package dev.pinwheel.webhook;

import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.webhook.delivery.AttemptDecider;
import dev.pinwheel.webhook.delivery.AttemptResult;
import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import dev.pinwheel.webhook.delivery.DeadLetterCodes;
import dev.pinwheel.webhook.delivery.Decision;
import dev.pinwheel.webhook.delivery.DeliveryEvents;
import dev.pinwheel.webhook.delivery.Notification;
import dev.pinwheel.webhook.delivery.RetrySchedule;
import dev.pinwheel.webhook.http.Endpoint;
import dev.pinwheel.webhook.http.WebhookRequest;
import dev.pinwheel.webhook.http.WebhookSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an endpoint how a rotation ended, one attempt per call: {@code webhook-delivered}, a
 * delayed {@code WebhookRetry} or {@code webhook-dead-letter} follows.
 *
 * <p>Crash point: after the POST and before the engine's commit the attempt is made again, under
 * the same {@code webhook-id}. Delivery is at least once; the id lets the receiver drop the repeat.
 */
public final class WebhookDeliveryStage implements Stage<SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookDeliveryStage.class);

  private final EndpointGates endpoints;
  private final WebhookSender sender;
  private final AttemptDecider decider;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final RandomGenerator random;

  WebhookDeliveryStage(
      EndpointGates endpoints,
      WebhookSender sender,
      AttemptDecider decider,
      WebhookMetrics metrics,
      Clock clock,
      RandomGenerator random) {
    this.endpoints = endpoints;
    this.sender = sender;
    this.decider = decider;
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Outcome handle(Delivery<SpecificRecord> delivery) throws InterruptedException {
    return switch (delivery.value()) {
      case ApiApplied event ->
          handle(Notification.of(event), RetrySchedule.FIRST_POSITION, delivery);
      case RotationFailed event ->
          handle(Notification.of(event), RetrySchedule.FIRST_POSITION, delivery);
      case WebhookRetry event ->
          handle(Notification.of(event), RetrySchedule.positionAfter(delivery.topic()), delivery);
      default ->
          new Outcome.Quarantine(
              "UNEXPECTED_EVENT",
              "webhook-delivery does not read " + delivery.value().getSchema().getFullName());
    };
  }

  @Override
  public void close() {
    sender.close();
  }

  private Outcome handle(Notification owed, int position, Delivery<SpecificRecord> delivery)
      throws InterruptedException {
    EndpointGates.Guarded guarded = endpoints.find(owed.endpoint()).orElse(null);
    if (guarded == null) {
      metrics.deadLettered(WebhookMetrics.UNCONFIGURED, DeadLetterCodes.ENDPOINT_UNKNOWN);
      return deadLetter(owed, "", DeadLetterCodes.ENDPOINT_UNKNOWN);
    }
    Endpoint endpoint = guarded.endpoint();
    guarded.gate().enter();
    try {
      // Asked after the wait: the endpoint may have answered 410 to another webhook meanwhile.
      if (!guarded.gate().isOpen()) {
        return giveUp(owed, endpoint, DeadLetterCodes.ENDPOINT_DISABLED);
      }
      return attempt(owed, position, guarded, delivery);
    } finally {
      guarded.gate().leave();
    }
  }

  private Outcome attempt(
      Notification owed,
      int position,
      EndpointGates.Guarded guarded,
      Delivery<SpecificRecord> delivery)
      throws InterruptedException {
    Endpoint endpoint = guarded.endpoint();
    Instant attemptedAt = clock.instant();
    AttemptResult result =
        sender.send(
            endpoint,
            new WebhookRequest(
                owed.webhookId(),
                attemptedAt,
                owed.payload(),
                owed.contentType(),
                delivery.trace().child(random).header()));
    Instant now = clock.instant();
    Duration took = Duration.between(attemptedAt, now);
    metrics.attempted(endpoint.name(), result, took);
    Notification told = owed.after(record(result, owed.nextAttempt(), attemptedAt, took));
    String url = DeliveryEvents.shown(endpoint.url());
    return switch (decider.decide(result, position, random)) {
      case Decision.Delivered(int status) ->
          publish(Topics.WEBHOOK_DELIVERED, told, DeliveryEvents.delivered(told, url, status, now));
      case Decision.Retry(Duration delay, Duration waiting) ->
          Outcome.publish(
              Outbound.delayed(
                  Topics.webhookRetry(delay),
                  TargetKey.of(told.target()),
                  DeliveryEvents.retry(told, url, now, now.plus(waiting)),
                  now.plus(waiting)));
      case Decision.GiveUp(String code) -> giveUp(told, endpoint, code);
      case Decision.Disable() -> {
        guarded.gate().shut();
        LOG.warn("endpoint {} answered 410: nothing more is sent to it", endpoint.name());
        yield giveUp(told, endpoint, DeadLetterCodes.ENDPOINT_DISABLED);
      }
    };
  }

  private static DeliveryAttempt record(
      AttemptResult result, int number, Instant attemptedAt, Duration took) {
    DeliveryAttempt.Builder attempt =
        DeliveryAttempt.newBuilder()
            .setNumber(number)
            .setAttemptedAt(attemptedAt)
            .setDurationMicros(took.toNanos() / 1_000)
            .setError(result.code().orElse(null));
    return switch (result) {
      case Answered answer ->
          attempt.setStatusCode(answer.status()).setDetail(answer.detail().orElse(null)).build();
      case Failed failure -> attempt.setDetail(failure.detail()).build();
    };
  }

  private Outcome giveUp(Notification owed, Endpoint endpoint, String code) {
    metrics.deadLettered(endpoint.name(), code);
    return deadLetter(owed, DeliveryEvents.shown(endpoint.url()), code);
  }

  private Outcome deadLetter(Notification owed, String shownUrl, String code) {
    LOG.warn("webhook {} to {} is a dead letter: {}", owed.webhookId(), owed.endpoint(), code);
    return publish(
        Topics.WEBHOOK_DEAD_LETTER,
        owed,
        DeliveryEvents.deadLetter(owed, shownUrl, code, clock.instant()));
  }

  private static Outcome publish(Topic topic, Notification about, SpecificRecord event) {
    return Outcome.publish(Outbound.of(topic, TargetKey.of(about.target()), event));
  }
}
