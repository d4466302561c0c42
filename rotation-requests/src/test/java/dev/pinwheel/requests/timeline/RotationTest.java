package dev.pinwheel.requests.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainNote;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.PinObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final Events EVENTS =
      new Events("a", new UUID(0, 7), Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void isAsFarAsItsFurthestEvent() {
    assertThat(of(EVENTS.requested()).state()).isEqualTo(RotationState.REQUESTED);
    assertThat(of(EVENTS.requested(), EVENTS.validated()).state())
        .isEqualTo(RotationState.VALIDATED);
    assertThat(of(EVENTS.validated(), EVENTS.applied(ApplyOutcome.APPLIED)).state())
        .isEqualTo(RotationState.APPLIED);
    assertThat(of(EVENTS.validated(), EVENTS.applied(ApplyOutcome.ALREADY_APPLIED)).state())
        .isEqualTo(RotationState.ALREADY_APPLIED);
    assertThat(of(EVENTS.requested(), EVENTS.failed(FailedStage.CHAIN_VALIDATOR)).state())
        .isEqualTo(RotationState.REFUSED);
    assertThat(of(EVENTS.validated(), EVENTS.failed(FailedStage.API_EXECUTOR)).state())
        .isEqualTo(RotationState.FAILED);
  }

  @Test
  void aDeliveryAfterADeadLetterCounts() {
    assertThat(of(EVENTS.requested()).notification()).isEqualTo(Notification.PENDING);
    assertThat(of(EVENTS.deadLettered(0)).notification()).isEqualTo(Notification.DEAD_LETTERED);
    assertThat(of(EVENTS.delivered(1), EVENTS.deadLettered(0)).notification())
        .isEqualTo(Notification.DELIVERED);
  }

  @Test
  void tellsTheSameInWhateverOrderItsEventsArrive() {
    List<SpecificRecord> events =
        new ArrayList<>(
            List.of(
                EVENTS.requested(),
                EVENTS.validated(),
                EVENTS.applied(ApplyOutcome.APPLIED),
                EVENTS.deadLettered(0),
                EVENTS.delivered(1)));
    Rotation expected = of(events.toArray(SpecificRecord[]::new));

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      assertThat(of(events.toArray(SpecificRecord[]::new))).as("seed %s", seed).isEqualTo(expected);
    }
    assertThat(expected.events())
        .extracting(TimelineEvent::type)
        .containsExactly(
            "rotation-requested",
            "chain-validated",
            "api-applied",
            "webhook-dead-letter",
            "webhook-delivered");
  }

  @Test
  void whatWasNotedOfTheChainIsInItsEvent() {
    ChainNote note = ChainNote.newBuilder().setKind("REORDERED").setMessage("in order").build();
    ChainValidated noted =
        ChainValidated.newBuilder(EVENTS.validated()).setNotes(List.of(note)).build();

    assertThat(of(noted).events().getFirst().detail())
        .containsEntry("notes", List.of(Map.of("kind", "REORDERED", "message", "in order")));
    assertThat(of(EVENTS.validated()).events().getFirst().detail()).doesNotContainKey("notes");
  }

  @Test
  void takesAnEventOnce() {
    assertThat(of(EVENTS.requested(), EVENTS.requested()).events()).hasSize(1);
  }

  @Test
  void replaysForEverMakeNoLongerTimeline() {
    SpecificRecord[] events = new SpecificRecord[Rotation.MOST_EVENTS + 5];
    events[0] = EVENTS.requested();
    for (int replays = 1; replays < events.length; replays++) {
      events[replays] = EVENTS.deadLettered(replays);
    }

    Rotation rotation = of(events);

    assertThat(rotation.events()).hasSize(Rotation.MOST_EVENTS);
    assertThat(rotation.events().getFirst().type()).isEqualTo("rotation-requested");
    assertThat(rotation.events().getLast().detail()).containsEntry("replays", events.length - 1);
  }

  @Test
  void tellsWhyARotationFailed() {
    assertThat(of(EVENTS.failed(FailedStage.CHAIN_VALIDATOR)).events().getFirst().detail())
        .containsEntry("code", "VALIDITY_EXPIRED")
        .containsEntry("remediation", "renew")
        .containsEntry("violations", List.of())
        .doesNotContainKey("platformStatus");
  }

  @Test
  void otherEventsSayNothing() {
    assertThat(EventSightings.of(new PinObserved())).isEmpty();
  }

  private static Rotation of(SpecificRecord... events) {
    Rotation rotation = Rotation.of(EventSightings.of(events[0]).orElseThrow());
    for (SpecificRecord event : events) {
      rotation = rotation.with(EventSightings.of(event).orElseThrow());
    }
    return rotation;
  }
}
