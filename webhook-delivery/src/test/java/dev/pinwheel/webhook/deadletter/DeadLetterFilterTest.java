package dev.pinwheel.webhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.webhook.Events;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DeadLetterFilterTest {

  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final WebhookDeadLettered LETTER = Events.deadLetter(1, "pki", "HTTP_500", AT);
  private static final DeadLetterFilter ALL = DeadLetterFilter.all();

  @Test
  void withoutConditionsEverythingIsMeant() {
    assertThat(ALL.accepts(LETTER)).isTrue();
  }

  @Test
  void theRangeOfTimeIncludesItsBeginningAndNotItsEnd() {
    assertThat(ALL.between(AT, AT.plusMillis(1)).accepts(LETTER)).isTrue();
    assertThat(ALL.between(AT.plusMillis(1), AT.plusMillis(2)).accepts(LETTER)).isFalse();
    assertThat(ALL.between(AT.minusMillis(1), AT).accepts(LETTER)).isFalse();
  }

  @Test
  void endpointAndCodeMustBeEqual() {
    assertThat(ALL.withEndpoint("pki").withCode("HTTP_500").accepts(LETTER)).isTrue();
    assertThat(ALL.withEndpoint("pki").withCode("HTTP_50").accepts(LETTER)).isFalse();
    assertThat(ALL.withEndpoint("PKI").withCode("HTTP_500").accepts(LETTER)).isFalse();
  }

  @Test
  void rotationAndWebhookIdMustBeEqual() {
    assertThat(byId(Events.rotation(1), LETTER.getWebhookId()).accepts(LETTER)).isTrue();
    assertThat(byId(Events.rotation(2), LETTER.getWebhookId()).accepts(LETTER)).isFalse();
    assertThat(byId(Events.rotation(1), "msg_other").accepts(LETTER)).isFalse();
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> ReplayOptions.unlimited().withRate(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReplayOptions.unlimited().withLimit(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ReplayOptions.unlimited().withRate(1).withLimit(0).limit()).hasValue(0);
  }

  private static DeadLetterFilter byId(UUID rotation, String webhookId) {
    return new DeadLetterFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(rotation),
        Optional.of(webhookId));
  }
}
