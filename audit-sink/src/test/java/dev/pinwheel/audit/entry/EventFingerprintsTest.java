package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventFingerprintsTest {

  private static final int MANY = 5_000; // more than it has room for at first

  @Test
  void whatComesTwiceOrMoreIsFoundOnceAndNothingElse() {
    EventFingerprints events = new EventFingerprints();
    for (int number = 0; number < MANY; number++) {
      events.add(event("api-applied", number));
    }
    events.add(event("api-applied", 7));
    events.add(event("api-applied", 11));
    events.add(event("api-applied", 11));

    long[] repeated = events.repeated();

    assertThat(repeated).hasSize(2);
    assertThat(EventFingerprints.contains(repeated, event("api-applied", 7))).isTrue();
    assertThat(EventFingerprints.contains(repeated, event("api-applied", 11))).isTrue();
    assertThat(EventFingerprints.contains(repeated, event("api-applied", 12))).isFalse();
  }

  @Test
  void oneIdInTwoTopicsIsTwoEvents() {
    EventFingerprints events = new EventFingerprints();
    events.add(event("api-applied", 1));
    events.add(event("rotation-failed", 1));

    assertThat(events.repeated()).isEmpty();
  }

  @Test
  void nothingRepeatsInAnEmptyLog() {
    assertThat(new EventFingerprints().repeated()).isEmpty();
  }

  private static EventIdentity event(String topic, int number) {
    return new EventIdentity(topic, new UUID(1, number));
  }
}
