package dev.pinwheel.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinFactTest {

  private static final List<PinPair> CHAIN =
      List.of(new PinPair("leaf", "leaf key"), new PinPair("ca", "ca key"));

  @Test
  void handshakeShowsBothPinsOfEveryCertificate() {
    assertThat(PinFact.of(observed(ObservationSource.HANDSHAKE, CHAIN)))
        .contains(new PinFact.Presented(Set.of("leaf", "leaf key", "ca", "ca key")));
  }

  @Test
  void readBackIsNoObservation() {
    assertThat(PinFact.of(observed(ObservationSource.READ_BACK, CHAIN))).isEmpty();
  }

  @Test
  void observationOfAnUnknownSourceSawNothing() {
    assertThat(PinFact.of(observed(ObservationSource.UNKNOWN, CHAIN)))
        .contains(new PinFact.Presented(Set.of()));
  }

  @Test
  void failedHandshakeSawNothing() {
    assertThat(PinFact.of(observed(ObservationSource.HANDSHAKE, List.of())))
        .contains(new PinFact.Presented(Set.of()));
  }

  @Test
  void blankPinsAreNone() {
    assertThat(PinFact.of(observed(ObservationSource.HANDSHAKE, List.of(new PinPair("", " ")))))
        .contains(new PinFact.Presented(Set.of()));
    assertThat(PinFact.of(SampleEvents.applied("a", SampleEvents.ASKED, "new", "")))
        .contains(new PinFact.Active(Set.of("new")));
  }

  @Test
  void pinsListedTwiceAreOne() {
    assertThat(PinFact.of(SampleEvents.applied("a", SampleEvents.ASKED, "new", "new")))
        .contains(new PinFact.Active(Set.of("new")));
  }

  @Test
  void otherEventsSayNothingAboutPins() {
    assertThat(PinFact.of(SampleEvents.validated("a", SampleEvents.ASKED))).isEmpty();
  }

  private static PinObserved observed(ObservationSource source, List<PinPair> presented) {
    return SampleEvents.observed(source, "a", SampleEvents.ASKED, presented);
  }
}
