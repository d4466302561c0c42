package dev.pinwheel.requests.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.TargetKey;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TimelinesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Timelines timelines = new Timelines(2);

  @Test
  void findsByIdAndByTargetNewestFirst() {
    Events first = rotation("a", 1);
    Events second = rotation("a", 2);
    add(first.requested());
    add(second.requested());

    assertThat(timelines.find(first.rotationId()).orElseThrow().requestedAt())
        .isEqualTo(first.requestedAt());
    assertThat(timelines.ofTarget(TargetKey.of(first.target()), 10))
        .extracting(Rotation::requestedAt)
        .containsExactly(second.requestedAt(), first.requestedAt());
    assertThat(timelines.ofTarget(TargetKey.of(first.target()), 1)).hasSize(1);
    assertThat(timelines.ofTarget("OAUTH_CLIENT/eu-west-2/b", 10)).isEmpty();
    assertThat(timelines.find(new UUID(0, 99))).isEmpty();
  }

  @Test
  void forgetsTheOldestWhenItIsFull() {
    add(rotation("a", 2).requested());
    add(rotation("a", 1).requested());
    add(rotation("a", 3).requested());

    assertThat(timelines.size()).isEqualTo(2);
    assertThat(timelines.evicted()).isEqualTo(1);
    assertThat(timelines.find(new UUID(0, 1))).isEmpty();
    assertThat(timelines.find(new UUID(0, 2))).isPresent();
    assertThat(timelines.find(new UUID(0, 3))).isPresent();
  }

  @Test
  void aLateEventOfAForgottenRotationPushesNothingOut() {
    add(rotation("a", 1).requested());
    add(rotation("a", 2).requested());
    add(rotation("a", 3).requested());

    add(rotation("a", 1).validated());

    assertThat(timelines.find(new UUID(0, 1))).isEmpty();
    assertThat(timelines.find(new UUID(0, 2))).isPresent();
    assertThat(timelines.evicted()).isEqualTo(1);
  }

  @Test
  void rotationsOfTwoTargetsMayShareAnId() {
    Events one = new Events("a", new UUID(0, 1), NOON);
    Events other = new Events("b", new UUID(0, 1), NOON.plusSeconds(1));
    add(one.requested());
    add(other.requested());

    assertThat(timelines.find(new UUID(0, 1)).orElseThrow().target()).isEqualTo(one.target());
    assertThat(timelines.find(new RotationName(TargetKey.of(other.target()), new UUID(0, 1))))
        .isPresent();

    add(rotation("a", 9).requested());

    assertThat(timelines.find(new UUID(0, 1)).orElseThrow().target()).isEqualTo(other.target());
  }

  @Test
  void knowsTheFingerprintOnceTheRequestWasSeen() {
    Events rotation = rotation("a", 1);
    add(rotation.validated());
    assertThat(timelines.find(rotation.rotationId()).orElseThrow().fingerprint()).isEmpty();

    add(rotation.requested());
    assertThat(timelines.find(rotation.rotationId()).orElseThrow().fingerprint()).isPresent();
  }

  private void add(SpecificRecord event) {
    timelines.add(EventSightings.of(event).orElseThrow());
  }

  private static Events rotation(String target, int number) {
    return new Events(target, new UUID(0, number), NOON.plusSeconds(number));
  }
}
