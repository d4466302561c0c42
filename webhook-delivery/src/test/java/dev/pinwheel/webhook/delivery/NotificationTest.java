package dev.pinwheel.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.webhook.Events;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NotificationTest {

  private static final String URL = "https://pki.example/hooks";

  @Test
  void theWebhookIdIsTheSameForTheSameEventAndEndpointOnly() {
    String id = Notification.of(Events.applied(1, "pki")).webhookId();

    assertThat(id).matches("msg_[0-9a-f-]{36}");
    assertThat(Notification.of(Events.applied(1, "pki")).webhookId()).isEqualTo(id);
    assertThat(Notification.of(Events.applied(1, "siem")).webhookId()).isNotEqualTo(id);
    assertThat(Notification.of(Events.applied(2, "pki")).webhookId()).isNotEqualTo(id);
    assertThat(Notification.of(Events.failed(1, "pki")).webhookId()).isNotEqualTo(id);
  }

  @Test
  void anotherBodyUnderTheSameEventIdHasAnotherWebhookIdAndEventsOfItsOwn() {
    ApiApplied event = Events.applied(1, "pki");
    ApiApplied other =
        ApiApplied.newBuilder(event).setOccurredAt(event.getOccurredAt().plusMillis(1)).build();
    Notification first = Notification.of(event);
    Notification second = Notification.of(other);

    assertThat(other.getEventId()).isEqualTo(event.getEventId());
    assertThat(second.body()).isNotEqualTo(first.body());
    assertThat(second.webhookId()).isNotEqualTo(first.webhookId());
    assertThat(DeliveryEvents.delivered(second, URL, 200, Events.ENDED).getEventId())
        .isNotEqualTo(DeliveryEvents.delivered(first, URL, 200, Events.ENDED).getEventId());
    // a replay passes over dead letters by their event id: these must be two
    assertThat(DeliveryEvents.deadLetter(second, URL, "HTTP_500", Events.ENDED).getEventId())
        .isNotEqualTo(DeliveryEvents.deadLetter(first, URL, "HTTP_500", Events.ENDED).getEventId());
    assertThat(DeliveryEvents.retry(second, URL, Events.ENDED, Events.ENDED).getEventId())
        .isNotEqualTo(DeliveryEvents.retry(first, URL, Events.ENDED, Events.ENDED).getEventId());
  }

  @Test
  void whatLiesInTopicsKeepsTheIdThatItHas() {
    Notification given = Notification.of(Events.applied(1, "pki")).after(attempt(1));
    WebhookRetry retry =
        WebhookRetry.newBuilder(DeliveryEvents.retry(given, URL, Events.ENDED, Events.ENDED))
            .setWebhookId("msg_of-an-earlier-version")
            .build();
    WebhookDeadLettered letter =
        DeliveryEvents.deadLetter(Notification.of(retry), URL, "HTTP_500", Events.ENDED);

    assertThat(letter.getWebhookId()).isEqualTo("msg_of-an-earlier-version");
    assertThat(Notification.replayOf(letter).webhookId()).isEqualTo("msg_of-an-earlier-version");
  }

  @Test
  void aRetryKeepsEverythingThatIsOwed() {
    Notification first = Notification.of(Events.applied(1, "pki")).after(attempt(1));
    WebhookRetry retry =
        DeliveryEvents.retry(first, URL, Events.ENDED, Events.ENDED.plusSeconds(5));
    Notification again = Notification.of(retry);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.webhookId()).isEqualTo(first.webhookId());
    assertThat(again.attempts()).containsExactly(attempt(1));
    assertThat(again.nextAttempt()).isEqualTo(2);
    assertThat(again.terminalEventId()).isEqualTo(Events.applied(1, "pki").getEventId());
    assertThat(again.causationId()).isEqualTo(retry.getEventId());
  }

  @Test
  void aReplayKeepsTheIdTheBodyAndTheAttemptsAndGoesOnCounting() {
    Notification given = Notification.of(Events.applied(1, "pki")).after(attempt(1));
    WebhookDeadLettered letter = DeliveryEvents.deadLetter(given, URL, "HTTP_500", Events.ENDED);
    Notification replay = Notification.replayOf(letter);

    assertThat(replay.replays()).isEqualTo(1);
    assertThat(replay.webhookId()).isEqualTo(given.webhookId());
    assertThat(replay.body()).isEqualTo(given.body());
    assertThat(replay.nextAttempt()).isEqualTo(2);
    assertThat(DeliveryEvents.retry(replay, URL, Events.ENDED, Events.ENDED).getCausationId())
        .isEqualTo(letter.getEventId());
  }

  @Test
  void eachDeadLetterHasItsOwnIdAndARepeatTheSame() {
    Notification given = Notification.of(Events.applied(1, "pki"));
    WebhookDeadLettered first = DeliveryEvents.deadLetter(given, URL, "HTTP_500", Events.ENDED);
    UUID second =
        DeliveryEvents.deadLetter(Notification.replayOf(first), URL, "HTTP_500", Events.ENDED)
            .getEventId();

    assertThat(second).isNotEqualTo(first.getEventId());
    assertThat(
            DeliveryEvents.deadLetter(given, URL, "TIMEOUT", Events.ENDED.plusSeconds(9))
                .getEventId())
        .isEqualTo(first.getEventId());
  }

  @Test
  void eachRetryHasItsOwnId() {
    Notification given = Notification.of(Events.applied(1, "pki")).after(attempt(1));
    UUID second = DeliveryEvents.retry(given, URL, Events.ENDED, Events.ENDED).getEventId();
    UUID third =
        DeliveryEvents.retry(given.after(attempt(2)), URL, Events.ENDED, Events.ENDED).getEventId();

    assertThat(third).isNotEqualTo(second);
  }

  @Test
  void readingTheBodyDoesNotConsumeIt() {
    Notification given = Notification.of(Events.applied(1, "pki"));
    WebhookDeadLettered letter = DeliveryEvents.deadLetter(given, URL, "HTTP_500", Events.ENDED);
    letter.getPayload().get();

    assertThat(given.body()).isEqualTo(given.body()).isNotEmpty();
    assertThat(given.payload().isReadOnly()).isTrue();
  }

  @Test
  void aUrlIsShownWithoutCredentialsQueryAndFragment() {
    assertThat(
            DeliveryEvents.shown(URI.create("https://u:CANARY@pki.example:8443/a%20b?t=CANARY#x")))
        .isEqualTo("https://pki.example:8443/a%20b");
    assertThat(DeliveryEvents.shown(URI.create("https://pki.example")))
        .isEqualTo("https://pki.example");
  }

  private static DeliveryAttempt attempt(int number) {
    return DeliveryAttempt.newBuilder()
        .setNumber(number)
        .setAttemptedAt(Events.ENDED)
        .setDurationMicros(1)
        .setError("TIMEOUT")
        .build();
  }
}
