package dev.pinwheel.executor.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrafficGateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TrafficRules.Breaking BREAKING =
      new TrafficRules.Breaking(4, Duration.ofSeconds(10), Duration.ofSeconds(30));
  private static final Signal FINE = new Signal.Answered(Optional.empty());
  private static final Signal FAILED = new Signal.Failed(Optional.empty());

  @Test
  void admitsEverythingWhereNobodySaysOtherwise() {
    TrafficGate gate = gate(OptionalInt.empty());

    for (int i = 0; i < 10_000; i++) {
      assertThat(gate.admit(id(i), NOW)).isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void givesTurnsAtTheRateAndKeepsThem() {
    TrafficGate gate = gate(OptionalInt.of(60));
    gateOpensFor(gate, 0, NOW);
    gateOpensFor(gate, 1, NOW);

    List<Instant> turns = new ArrayList<>();
    for (int i = 3; i < 8; i++) {
      turns.add(parked(gate.admit(id(i), NOW), Admission.Why.RATE_LIMIT));
    }

    // Three calls a turn at one call a second; the burst of six calls is used up.
    for (int i = 1; i < turns.size(); i++) {
      assertThat(Duration.between(turns.get(i - 1), turns.get(i))).isEqualTo(Duration.ofSeconds(3));
    }
    assertThat(parked(gate.admit(id(7), NOW), Admission.Why.RATE_LIMIT)).isEqualTo(turns.get(4));
    assertThat(gate.admit(id(7), turns.get(4))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void givesBackWhatAHandlingDidNotUse() {
    TrafficGate gate = gate(OptionalInt.of(20));
    Pass unused = pass(gate.admit(id(0), NOW));
    Instant before = parked(gate.admit(id(1), NOW), Admission.Why.RATE_LIMIT);
    unused.close();

    Instant after = parked(gate.admit(id(2), NOW), Admission.Why.RATE_LIMIT);

    assertThat(after).isEqualTo(before);
  }

  @Test
  void chargesCallsBeyondThoseReserved() {
    TrafficGate gate = gate(OptionalInt.of(60));
    Pass pass = pass(gate.admit(id(0), NOW));
    for (int i = 0; i < 33; i++) {
      pass.call();
    }
    pass.close();

    assertThat(parked(gate.admit(id(1), NOW), Admission.Why.RATE_LIMIT))
        .isAfterOrEqualTo(NOW.plusSeconds(27));
  }

  @Test
  void letsOthersGoOnWhereOneTargetIsThrottled() {
    TrafficGate gate = gate(OptionalInt.empty());

    gate.heard("one", throttled(60), NOW);
    gate.heard("one", throttled(60), NOW.plusSeconds(1));

    assertThat(gate.admit(id(0), NOW.plusSeconds(2))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void parksEverybodyWhereASecondTargetIsThrottledMeanwhile() {
    TrafficGate gate = gate(OptionalInt.of(60));

    gate.heard("one", throttled(60), NOW);
    gate.heard("other", throttled(60), NOW.plusSeconds(59));

    Instant end = NOW.plusSeconds(119);
    assertThat(parked(gate.admit(id(0), NOW.plusSeconds(60)), Admission.Why.PLATFORM_THROTTLED))
        .isEqualTo(end);
    assertThat(gate.closedFor(end.minusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(gate.admit(id(0), end)).isInstanceOf(Admission.Admitted.class);
    assertThat(parked(gate.admit(id(2), end), Admission.Why.RATE_LIMIT)).isAfter(end);
  }

  @Test
  void forgetsAThrottlingThatIsOver() {
    TrafficGate gate = gate(OptionalInt.empty());

    gate.heard("one", throttled(60), NOW);
    gate.heard("other", throttled(60), NOW.plusSeconds(60));

    assertThat(gate.admit(id(0), NOW.plusSeconds(60))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void believesNoWaitBeyondTheLongest() {
    TrafficGate gate = gate(OptionalInt.empty());

    gate.heard("one", throttled(1_000_000_000), NOW);
    gate.heard("other", throttled(1_000_000_000), NOW);

    assertThat(parked(gate.admit(id(0), NOW), Admission.Why.PLATFORM_THROTTLED))
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void parksEverybodyWhereTheLimitHeadersSayThatNothingIsLeft() {
    TrafficGate gate = gate(OptionalInt.empty());

    gate.heard("one", new Signal.Answered(window(1, 61)), NOW);
    assertThat(gate.admit(id(0), NOW)).isInstanceOf(Admission.Admitted.class);
    gate.heard("one", new Signal.Answered(window(0, 61)), NOW);

    assertThat(parked(gate.admit(id(1), NOW), Admission.Why.PLATFORM_THROTTLED))
        .isEqualTo(NOW.plusSeconds(61));
  }

  @Test
  void opensWhereSeveralTargetsFailAndClosesWithTheFirstAnswer() {
    TrafficGate gate = gate(OptionalInt.empty());
    fail(gate, "one", "two", "three", "one");

    assertThat(parked(gate.admit(id(0), NOW), Admission.Why.BREAKER_OPEN))
        .isEqualTo(NOW.plusSeconds(10));
    assertThat(gate.breakerState()).isEqualTo(2);

    Instant later = NOW.plusSeconds(10);
    for (int i = 0; i < 3; i++) {
      assertThat(gate.admit(id(i), later)).isInstanceOf(Admission.Admitted.class);
    }
    parked(gate.admit(id(3), later), Admission.Why.BREAKER_OPEN);
    assertThat(gate.breakerState()).isOne();

    gate.heard("two", FINE, later);
    assertThat(gate.admit(id(3), later)).isInstanceOf(Admission.Admitted.class);
    assertThat(gate.breakerState()).isZero();
  }

  @Test
  void staysClosedHoweverOftenFewerTargetsFail() {
    TrafficGate gate = gate(OptionalInt.empty());
    for (int i = 0; i < 100; i++) {
      fail(gate, "one", "two");
    }

    assertThat(gate.admit(id(0), NOW)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void staysClosedWhereLessThanHalfFails() {
    TrafficGate gate = gate(OptionalInt.empty());
    for (String target : List.of("one", "two", "three")) {
      gate.heard("fine", FINE, NOW);
      gate.heard("fine", FINE, NOW);
      gate.heard(target, FAILED, NOW);
    }

    assertThat(gate.admit(id(0), NOW)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void staysOpenForLongerEachTimeTheProbesFailUpToTheLongest() {
    TrafficGate gate = gate(OptionalInt.empty());
    fail(gate, "one", "two", "three", "four");
    Instant now = NOW;
    for (int seconds : new int[] {10, 20, 30, 30}) {
      Instant until = parked(gate.admit(id(0), now), Admission.Why.BREAKER_OPEN);
      assertThat(Duration.between(now, until)).isEqualTo(Duration.ofSeconds(seconds));
      now = until;
      for (int probe = 0; probe < 3; probe++) {
        Pass pass = pass(gate.admit(id(probe), now));
        gate.heard("target-" + probe, FAILED, now);
        pass.close();
      }
    }
  }

  @Test
  void asksAgainWhereAProbeEndsWithoutACall() {
    TrafficGate gate = gate(OptionalInt.empty());
    fail(gate, "one", "two", "three", "four");
    Instant later = NOW.plusSeconds(10);
    for (int i = 0; i < 30; i++) {
      pass(gate.admit(id(i), later)).close();
    }

    assertThat(gate.admit(id(0), later)).isInstanceOf(Admission.Admitted.class);
  }

  private static void fail(TrafficGate gate, String... targets) {
    for (String target : targets) {
      gate.heard(target, FAILED, NOW);
    }
  }

  private static void gateOpensFor(TrafficGate gate, int id, Instant now) {
    assertThat(gate.admit(id(id), now)).isInstanceOf(Admission.Admitted.class);
  }

  private static Pass pass(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).pass();
  }

  private static Instant parked(Admission admission, Admission.Why why) {
    assertThat(admission).isInstanceOf(Admission.Parked.class);
    assertThat(((Admission.Parked) admission).why()).isEqualTo(why);
    return ((Admission.Parked) admission).until();
  }

  private static Signal throttled(int seconds) {
    return new Signal.Throttled(Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Optional<RateWindow> window(int remaining, int reset) {
    return Optional.of(new RateWindow(remaining, Duration.ofSeconds(reset)));
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static TrafficGate gate(OptionalInt callsPerMinute) {
    return new TrafficGate(
        new TrafficRules(callsPerMinute, BREAKING, Duration.ofHours(1), Duration.ofMillis(250)));
  }
}
