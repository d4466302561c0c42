package dev.pinwheel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.webhook.delivery.AttemptDecider;
import dev.pinwheel.webhook.delivery.AttemptResult;
import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import dev.pinwheel.webhook.delivery.DeliveryEvents;
import dev.pinwheel.webhook.delivery.Notification;
import dev.pinwheel.webhook.delivery.RetrySchedule;
import dev.pinwheel.webhook.delivery.TransportFault;
import dev.pinwheel.webhook.delivery.WebhookPayload;
import dev.pinwheel.webhook.http.Endpoint;
import dev.pinwheel.webhook.http.Endpoints;
import dev.pinwheel.webhook.http.WebhookRequest;
import dev.pinwheel.webhook.http.WebhookSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class WebhookDeliveryStageTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final TraceContext TRACE =
      new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");

  private final Receiver receiver = new Receiver();
  private final EndpointGates gates =
      new EndpointGates(
          List.of(
              Endpoints.at("pki", URI.create("https://pki.example/hooks?t=CANARY")),
              Endpoints.at("siem", URI.create("https://siem.example/"))),
          4);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WebhookDeliveryStage stage =
      new WebhookDeliveryStage(
          gates,
          receiver,
          new AttemptDecider(RetrySchedule.full(), Duration.ofHours(2)),
          new WebhookMetrics(meters, gates),
          Clock.fixed(NOW, ZoneOffset.UTC),
          RandomGenerator.of("L64X128MixRandom"));

  @Test
  void aDeliveredWebhookIsPublishedWithItsAttempt() throws Exception {
    receiver.answers(200);

    WebhookDelivered told = published(terminal(1, "pki"), WebhookDelivered.class);

    assertThat(told.getStatusCode()).isEqualTo(200);
    assertThat(told.getTerminalEventId()).isEqualTo(Events.applied(1, "pki").getEventId());
    assertThat(told.getCausationId()).isEqualTo(told.getTerminalEventId());
    assertThat(told.getRotationId()).isEqualTo(Events.rotation(1));
    assertThat(told.getRequestedAt()).isEqualTo(Events.ASKED);
    assertThat(told.getRequestedBy()).isEqualTo("security-team");
    assertThat(told.getUrl()).isEqualTo("https://pki.example/hooks");
    assertThat(told.getOccurredAt()).isEqualTo(NOW);
    assertThat(told.getAttempts())
        .containsExactly(
            DeliveryAttempt.newBuilder()
                .setNumber(1)
                .setAttemptedAt(NOW)
                .setDurationMicros(0)
                .setStatusCode(200)
                .build());
  }

  @Test
  void theReceiverGetsTheBodyTheIdAndTheTrace() throws Exception {
    receiver.answers(200);
    handle(Events.failed(1, "pki"), Topics.ROTATION_FAILED.name());

    WebhookRequest request = receiver.requests.getFirst();
    assertThat(request.body())
        .isEqualTo(ByteBuffer.wrap(WebhookPayload.of(Events.failed(1, "pki"))));
    assertThat(request.webhookId()).isEqualTo(Notification.of(Events.failed(1, "pki")).webhookId());
    assertThat(request.attemptedAt()).isEqualTo(NOW);
    assertThat(request.traceparent()).startsWith("00-" + TRACE.traceId()).doesNotContain("b7ad6b");
  }

  @Test
  void aFailureWaitsInADelayTopicWithTheExactBody() throws Exception {
    receiver.answers(500);

    Outbound outbound = outbound(terminal(1, "pki"));
    WebhookRetry retry = (WebhookRetry) outbound.value();

    assertThat(outbound.topic().name()).isEqualTo("webhook-retry-5s");
    assertThat(outbound.key()).isEqualTo("OAUTH_CLIENT/eu-west-2/client-1");
    assertThat(outbound.notBefore())
        .hasValueSatisfying(
            at -> assertThat(at).isBetween(NOW.plusMillis(4_500), NOW.plusMillis(5_500)));
    assertThat(retry.getPayload())
        .isEqualTo(ByteBuffer.wrap(WebhookPayload.of(Events.applied(1, "pki"))));
    assertThat(retry.getAttempts())
        .extracting(DeliveryAttempt::getError)
        .containsExactly("HTTP_500");
    assertThat(retry.getReplays()).isZero();
  }

  @Test
  void everyAttemptUntilTheDeadLetterIsUnderTheSameIdWithTheSameBody() throws Exception {
    SpecificRecord event = Events.applied(1, "pki");
    String topic = Topics.API_APPLIED.name();
    for (int attempt = 1; attempt <= 9; attempt++) {
      receiver.answers(attempt % 2 == 0 ? 503 : 500);
      Outbound outbound = outbound(handle(event, topic));
      event = outbound.value();
      topic = outbound.topic().name();
    }
    receiver.fails(TransportFault.TIMEOUT);
    WebhookDeadLettered letter = published(handle(event, topic), WebhookDeadLettered.class);

    assertThat(receiver.requests)
        .hasSize(10)
        .extracting(WebhookRequest::webhookId)
        .containsOnly(letter.getWebhookId());
    assertThat(receiver.requests)
        .extracting(WebhookRequest::body)
        .containsOnly(letter.getPayload());
    assertThat(letter.getCode()).isEqualTo("TIMEOUT");
    assertThat(letter.getAttempts())
        .extracting(DeliveryAttempt::getNumber)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(letter.getAttempts().getLast().getStatusCode()).isNull();
    assertThat(letter.getAttempts().getLast().getDetail()).isEqualTo("why");
  }

  @Test
  void aReplayGoesOnCountingAndItsDeadLetterHasANewId() throws Exception {
    receiver.answers(400);
    WebhookDeadLettered first = published(terminal(1, "pki"), WebhookDeadLettered.class);
    receiver.answers(400);
    WebhookDeadLettered second =
        published(
            handle(
                DeliveryEvents.retry(Notification.replayOf(first), first.getUrl(), NOW, NOW),
                "webhook-retry-5s"),
            WebhookDeadLettered.class);

    assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
    assertThat(second.getWebhookId()).isEqualTo(first.getWebhookId());
    assertThat(second.getPayload()).isEqualTo(first.getPayload());
    assertThat(second.getReplays()).isEqualTo(1);
    assertThat(second.getAttempts()).extracting(DeliveryAttempt::getNumber).containsExactly(1, 2);
  }

  @Test
  void anEndpointThatNobodyConfiguredIsADeadLetterThatCanBeReplayed() throws Exception {
    WebhookDeadLettered letter = published(terminal(1, "typo"), WebhookDeadLettered.class);

    assertThat(letter.getCode()).isEqualTo("ENDPOINT_UNKNOWN");
    assertThat(letter.getEndpoint()).isEqualTo("typo");
    assertThat(letter.getAttempts()).isEmpty();
    assertThat(letter.getPayload().remaining()).isPositive();
    assertThat(receiver.requests).isEmpty();
    assertThat(meters.getMeters())
        .noneMatch(meter -> "typo".equals(meter.getId().getTag("endpoint")));
  }

  @Test
  void goneShutsThatEndpointAndNoOther() throws Exception {
    receiver.answers(410);
    WebhookDeadLettered first = published(terminal(1, "pki"), WebhookDeadLettered.class);
    WebhookDeadLettered second = published(terminal(2, "pki"), WebhookDeadLettered.class);
    receiver.answers(200);

    assertThat(first.getCode()).isEqualTo("ENDPOINT_DISABLED");
    assertThat(first.getAttempts())
        .extracting(DeliveryAttempt::getError)
        .containsExactly("HTTP_410");
    assertThat(second.getCode()).isEqualTo("ENDPOINT_DISABLED");
    assertThat(second.getAttempts()).isEmpty();
    assertThat(published(terminal(3, "siem"), WebhookDelivered.class).getStatusCode())
        .isEqualTo(200);
    assertThat(gates.disabled()).containsExactly("pki");
    assertThat(meters.get(WebhookMetrics.DISABLED).tag("endpoint", "pki").gauge().value())
        .isEqualTo(1);
    assertThat(meters.get(WebhookMetrics.DISABLED).tag("endpoint", "siem").gauge().value())
        .isZero();
  }

  @Test
  void anInterruptedAttemptFreesItsTurn() throws Exception {
    for (int i = 0; i < 5; i++) {
      receiver.interrupts();
      try {
        terminal(i, "pki");
      } catch (InterruptedException expected) {
        continue;
      }
      throw new AssertionError("not interrupted");
    }
    receiver.answers(200);
    assertThat(published(terminal(9, "pki"), WebhookDelivered.class)).isNotNull();
  }

  @Test
  void attemptsAndDeadLettersAreCounted() throws Exception {
    receiver.answers(404);
    terminal(1, "pki");

    assertThat(meters.get(WebhookMetrics.ATTEMPTS).tag("code", "HTTP_404").timer().count())
        .isEqualTo(1);
    assertThat(meters.get(WebhookMetrics.DEAD_LETTERS).tag("code", "HTTP_404").counter().count())
        .isEqualTo(1);
  }

  @Test
  void whatThisStageDoesNotReadIsQuarantined() throws Exception {
    assertThat(handle(Events.deadLetter(1, "pki", "HTTP_500"), "webhook-dead-letter"))
        .isInstanceOfSatisfying(
            Outcome.Quarantine.class, q -> assertThat(q.code()).isEqualTo("UNEXPECTED_EVENT"));
  }

  @Test
  void nothingPublishedLoggedOrCountedHoldsASecret() throws Exception {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    receiver.answers(500);
    WebhookRetry retry = (WebhookRetry) outbound(terminal(1, "pki")).value();
    receiver.answers(400);
    WebhookDeadLettered letter = published(terminal(1, "pki"), WebhookDeadLettered.class);

    receiver.answers(410);
    terminal(2, "pki");
    root.detachAppender(logged);

    assertThat(retry.toString() + letter).doesNotContain("CANARY");
    assertThat(logged.list)
        .hasSize(3)
        .noneMatch(line -> line.getFormattedMessage().contains("CANARY"));
    assertThat(meters.getMetersAsString()).contains("HTTP_400").doesNotContain("CANARY");
  }

  private Outcome terminal(int n, String endpoint) throws InterruptedException {
    return handle(Events.applied(n, endpoint), Topics.API_APPLIED.name());
  }

  private Outcome handle(SpecificRecord event, String topic) throws InterruptedException {
    return stage.handle(new Delivery<>(event, topic, 0, 0, "key", 1, NOW, TRACE));
  }

  private static Outbound outbound(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Publish.class);
    return ((Outcome.Publish) outcome).events().getFirst();
  }

  private static <T> T published(Outcome outcome, Class<T> type) {
    assertThat(outbound(outcome).topic().value()).contains(type.asSubclass(SpecificRecord.class));
    assertThat(outbound(outcome).notBefore()).isEmpty();
    return type.cast(outbound(outcome).value());
  }

  /** Gives the answers it was told to give, and remembers what it was sent. */
  private static final class Receiver implements WebhookSender {
    private final Queue<Optional<AttemptResult>> script = new ArrayDeque<>();
    private final List<WebhookRequest> requests = new ArrayList<>();

    void answers(int status) {
      script.add(Optional.of(new Answered(status, Optional.empty(), Optional.empty())));
    }

    void fails(TransportFault fault) {
      script.add(Optional.of(new Failed(fault, "why")));
    }

    void interrupts() {
      script.add(Optional.empty());
    }

    @Override
    public AttemptResult send(Endpoint endpoint, WebhookRequest request)
        throws InterruptedException {
      requests.add(request);
      return script.remove().orElseThrow(InterruptedException::new);
    }

    @Override
    public void close() {}
  }
}
