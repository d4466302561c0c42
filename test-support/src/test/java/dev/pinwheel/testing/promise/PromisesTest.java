package dev.pinwheel.testing.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import dev.pinwheel.testing.promise.Evidence.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromisesTest {

  private final Story story = Story.kept();

  @Test
  void aRunThatWentRightKeepsEveryPromise() {
    assertThat(Promises.check(story.evidence()).values()).allMatch(List::isEmpty);
    assertThatCode(() -> Promises.requireKept(story.evidence())).doesNotThrowAnyException();
  }

  @Test
  void everyPromiseHasANumberOfItsOwnAndASentence() {
    assertThat(Promises.all().stream().map(Promise::number))
        .containsExactly("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9");
    assertThat(Promises.all().stream().map(Promise::sentence)).noneMatch(String::isBlank);
  }

  @Test
  void aBrokenPromiseIsNamedUnlessItWasGivenUp() {
    story.auditFaults.add("a gap");

    assertThatThrownBy(() -> Promises.requireKept(story.evidence()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("G8: a gap");
    assertThatCode(() -> Promises.requireKept(story.evidence(), "G8")).doesNotThrowAnyException();
  }

  @Test
  void acceptedWithoutAnOutcomeBreaksOneOutcome() {
    story.asked(3);

    assertBroken("G1");
  }

  @Test
  void twoOutcomesOfOneRotationBreakOneOutcome() {
    story.failed(1);
    // The second outcome has the first one's id, as derived ids do.
    assertThat(breaches("G1")).hasSize(1).first().asString().contains("2 outcomes");
  }

  @Test
  void anEventThatIsThereTwiceBreaksOneOutcome() {
    story.validated(1, "pin-1");

    assertThat(breaches("G1")).hasSize(1).first().asString().contains("two events with one id");
  }

  @Test
  void aRequestThatIsRepeatedBreaksNothing() {
    story.asked(1);
    story.audited.removeLast(); // the log keeps one entry of an event, however often it is read

    assertThat(Promises.check(story.evidence()).values()).allMatch(List::isEmpty);
  }

  @Test
  void anOlderRotationAfterANewerOneBreaksTheOrder() {
    newerAsked();
    story.calls.clear();
    story.changed("pin-3", 1, 2);
    story.changed("pin-1", 3, 4);

    assertBroken("G2");
  }

  @Test
  void aWriteThatBeginsBeforeTheLastOneEndedBreaksTheOrder() {
    newerAsked();
    story.changed("pin-3", 1, 3);

    assertBroken("G2");
  }

  @Test
  void aWriteThatBeginsWhenTheLastOneEndedKeepsTheOrder() {
    newerAsked();
    story.changed("pin-3", 2, 3);

    assertThat(breaches("G2")).isEmpty();
  }

  @Test
  void aChangeWithoutAValidatedChainBreaksValidation() {
    story.remove(ChainValidated.class);

    assertThat(breaches("G3")).hasSize(1);
  }

  @Test
  void aSecondChangeForOneRotationIsOneTooMany() {
    story.changed("pin-1", 5, 6);

    assertBroken("G4");
  }

  @Test
  void asManyChangesAsRotationsToOnePinAreNotTooMany() {
    story.asked(3);
    story.validated(3, "pin-1");
    story.changed("pin-1", 5, 6);

    assertThat(breaches("G4")).isEmpty();
  }

  @Test
  void appliedWithoutAChangeOfThePlatformIsNoTruth() {
    story.calls.clear();

    assertBroken("G5");
  }

  @Test
  void appliedWithoutItsPinAmongThoseReadBackIsNoTruth() {
    story.events.forEach(
        event -> {
          if (event.value() instanceof ApiApplied applied) {
            Story.set(applied, "activePins", List.of("another"));
          }
        });

    assertBroken("G5");
  }

  @Test
  void anOutcomeThatNobodyWasToldBreaksDelivery() {
    story.remove(WebhookDelivered.class);

    assertBroken("G6");
  }

  @Test
  void anotherBodyUnderTheSameIdBreaksDelivery() {
    story.webhooks.add(new Webhook("webhook-1", "another body", true, true));

    assertBroken("G6");
  }

  @Test
  void aDeliveryThatTheReceiverNeverTookInBreaksDelivery() {
    story.webhooks.set(0, new Webhook("webhook-1", "body-1", true, false));

    assertBroken("G6");
  }

  @Test
  void aDeadLetterWithoutWhatWasSentBreaksDelivery() {
    story.remove(WebhookDeadLettered.class);
    story.deadLettered(2, "another body");

    assertBroken("G6");
  }

  @Test
  void aDeadLetterThatEntersTwiceBreaksTheReplay() {
    story.sentAgain(2);

    assertBroken("G7");
  }

  @Test
  void aReplayThatSentNothingBreaksTheReplay() {
    story.replayed.add(Story.id("letter", 9));

    assertThat(breaches("G7")).hasSize(2);
  }

  @Test
  void anEventThatIsNotAuditedBreaksTheAudit() {
    story.audited.removeFirst();

    assertBroken("G8");
  }

  @Test
  void anEventThatIsAuditedTwiceBreaksTheAudit() {
    story.audited.add(story.audited.getFirst());

    assertBroken("G8");
  }

  @Test
  void aRequestThatIsAskedAgainLaterIsAuditedOnce() {
    story.askedAgain(1);

    assertThat(breaches("G8")).isEmpty();
  }

  @Test
  void aRequestOfOtherContentUnderTheSameIdIsAuditedToo() {
    story.askedAgain(1, "another service");

    assertBroken("G8");
  }

  @Test
  void garbageThatIsNotQuarantinedBreaksTheQuarantine() {
    story.quarantined.clear();

    assertBroken("G9");
  }

  @Test
  void garbageThatIsQuarantinedWithOtherBytesBreaksTheQuarantine() {
    story.quarantined.set(0, new RawRecord("rotation-requested", 3, 7, List.of((byte) 2)));

    assertBroken("G9");
  }

  private void newerAsked() {
    story.asked(3);
    story.validated(3, "pin-3");
  }

  private List<String> breaches(String number) {
    return Promises.check(story.evidence()).get(number);
  }

  /** That promise is broken, by one breach. */
  private void assertBroken(String number) {
    assertThat(breaches(number)).hasSize(1);
  }
}
