package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.Events;
import dev.pinwheel.executor.StateFixture;
import dev.pinwheel.schemas.ChainValidated;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RotationDeciderTest {

  private static final CertificatePin NEXT = Certificates.NEXT.pin();
  private static final CertificatePin OLD = Certificates.OLD.pin();
  private static final CertificatePin FOREIGN = Certificates.FOREIGN.pin();
  private static final CertificatePin BACKUP_1 = Certificates.BACKUP_1;
  private static final CertificatePin BACKUP_2 = Certificates.BACKUP_2;

  private static final RotationPlan PLAN = plan(Events.validated());
  private static final RotationPlan WITH_FALLBACK =
      plan(Events.validated().setFallbackPin(OLD.base64()));

  @Nested
  class Fallback {

    @Test
    void isTheLeafServedNowWhereNobodyNamesOne() {
      assertThat(decide(PLAN, StateFixture.holding(Certificates.OLD)))
          .isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void isTheRequestersWhereThatLeafIsServed() {
      assertThat(decide(WITH_FALLBACK, StateFixture.holding(Certificates.OLD)))
          .isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void isTheRequestersWhereNothingIsServedYet() {
      assertThat(decide(WITH_FALLBACK, StateFixture.empty())).isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void isDriftWhereAnotherLeafIsServedThanTheRequestReplaces() {
      Decision decision = decide(WITH_FALLBACK, StateFixture.holding(Certificates.FOREIGN));

      assertThat(decision).isInstanceOf(Decision.Refuse.class);
      Failure failure = ((Decision.Refuse) decision).failure();
      assertThat(failure.code()).isEqualTo(FailureCode.DRIFT_DETECTED);
      assertThat(failure.message()).contains(OLD.base64(), FOREIGN.base64());
    }

    @Test
    void isDriftByTheStoredPinWhereNoChainIsServed() {
      StateFixture held = StateFixture.holding(Certificates.FOREIGN).servingNothing();

      assertThat(decide(WITH_FALLBACK, held)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void isTheServedLeafAndNotTheStoredPrimaryWhereTheyDiffer() {
      StateFixture held = StateFixture.holding(Certificates.OLD).withPrimary(FOREIGN.base64());

      assertThat(decide(PLAN, held)).isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void isMissingWhereNothingWasEverPinned() {
      assertThat(decide(PLAN, StateFixture.empty())).isEqualTo(write(Optional.empty()));
    }

    @Test
    void isNeverThePrimary() {
      StateFixture servedButNotPinned =
          StateFixture.holding(Certificates.NEXT)
              .withPrimary(OLD.base64())
              .withActive(OLD.base64());

      assertThat(decide(PLAN, servedButNotPinned)).isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void isMissingWhereOnlyThePrimaryItselfIsServed() {
      StateFixture servedButNotPinned =
          StateFixture.holding(Certificates.NEXT).withoutPrimary().withActive();

      assertThat(decide(PLAN, servedButNotPinned)).isEqualTo(write(Optional.empty()));
    }

    @Test
    void passesByStoredPinsOfAnotherForm() {
      StateFixture held =
          StateFixture.holding(Certificates.NEXT)
              .withPrimary("sha1/abc")
              .withActive("sha1/abc", OLD.base64());

      assertThat(decide(PLAN, held)).isEqualTo(write(Optional.of(OLD)));
    }
  }

  @Nested
  class AlreadyApplied {

    @Test
    void whereTheTargetHoldsPrimaryAndNamedFallback() {
      assertThat(decide(WITH_FALLBACK, StateFixture.holding(Certificates.NEXT, OLD)))
          .isEqualTo(new Decision.AlreadyApplied(pins(Optional.of(OLD))));
    }

    @Test
    void whereTheTargetHoldsPrimaryAndAnyFallbackWhenNoneIsNamed() {
      assertThat(decide(PLAN, StateFixture.holding(Certificates.NEXT, FOREIGN)))
          .isEqualTo(new Decision.AlreadyApplied(pins(Optional.of(FOREIGN))));
    }

    @Test
    void whereTheTargetHoldsThePrimaryAloneWhenNoFallbackIsNamed() {
      assertThat(decide(PLAN, StateFixture.holding(Certificates.NEXT)))
          .isEqualTo(new Decision.AlreadyApplied(pins(Optional.empty())));
    }

    @Test
    void doesNotMistakeABackupForTheFallback() {
      RotationPlan plan = plan(Events.validated().setBackupPins(List.of(BACKUP_1.base64())));

      assertThat(decide(plan, StateFixture.holding(Certificates.NEXT, BACKUP_1, OLD)))
          .isEqualTo(
              new Decision.AlreadyApplied(new PinSet(NEXT, Optional.of(OLD), List.of(BACKUP_1))));
    }

    @Test
    void evenAfterTheCertificateExpired() {
      assertThat(
              RotationDecider.decide(
                  PLAN,
                  StateFixture.holding(Certificates.NEXT),
                  Certificates.NEXT_NOT_AFTER.plusSeconds(1)))
          .isInstanceOf(Decision.AlreadyApplied.class);
    }

    @Test
    void notWhereTheNamedFallbackIsInactive() {
      assertThat(decide(WITH_FALLBACK, StateFixture.holding(Certificates.NEXT, FOREIGN)))
          .isEqualTo(write(Optional.of(OLD)));
    }

    @Test
    void notWhereABackupIsInactive() {
      RotationPlan plan = plan(Events.validated().setBackupPins(List.of(BACKUP_1.base64())));

      assertThat(decide(plan, StateFixture.holding(Certificates.NEXT, OLD)))
          .isEqualTo(new Decision.Write(new PinSet(NEXT, Optional.of(OLD), List.of(BACKUP_1))));
    }

    @Test
    void notWhereAnotherLeafIsServed() {
      StateFixture pinnedButNotServed =
          StateFixture.holding(Certificates.NEXT, OLD).serving(Certificates.OLD.chain());

      assertThat(decide(PLAN, pinnedButNotServed)).isEqualTo(write(Optional.of(OLD)));
    }
  }

  @Nested
  class PinCount {

    @Test
    void ofThreeIsWritten() {
      RotationPlan plan =
          plan(
              Events.validated()
                  .setFallbackPin(OLD.base64())
                  .setBackupPins(List.of(BACKUP_1.base64())));

      assertThat(decide(plan, StateFixture.holding(Certificates.OLD)))
          .isEqualTo(new Decision.Write(new PinSet(NEXT, Optional.of(OLD), List.of(BACKUP_1))));
    }

    @Test
    void ofFourIsRefusedWithAllOfThem() {
      RotationPlan plan =
          plan(Events.validated().setBackupPins(List.of(BACKUP_1.base64(), BACKUP_2.base64())));

      Failure failure = refusal(decide(plan, StateFixture.holding(Certificates.OLD)));

      assertThat(failure.code()).isEqualTo(FailureCode.PIN_COUNT_EXCEEDED);
      assertThat(failure.message())
          .contains(NEXT.base64(), OLD.base64(), BACKUP_1.base64(), BACKUP_2.base64());
    }

    @Test
    void ofTwoBackupsIsWrittenWhereNothingIsReplaced() {
      RotationPlan plan =
          plan(Events.validated().setBackupPins(List.of(BACKUP_1.base64(), BACKUP_2.base64())));

      assertThat(decide(plan, StateFixture.empty()))
          .isEqualTo(
              new Decision.Write(new PinSet(NEXT, Optional.empty(), List.of(BACKUP_1, BACKUP_2))));
    }

    @Test
    void countsAServedLeafThatIsAlsoABackupOnce() {
      RotationPlan plan =
          plan(Events.validated().setBackupPins(List.of(OLD.base64(), BACKUP_1.base64())));

      assertThat(decide(plan, StateFixture.holding(Certificates.OLD)))
          .isEqualTo(new Decision.Write(new PinSet(NEXT, Optional.of(OLD), List.of(BACKUP_1))));
    }
  }

  @Nested
  class Validity {

    @Test
    void lastsThroughItsLastInstant() {
      assertThat(at(Certificates.NEXT_NOT_AFTER)).isInstanceOf(Decision.Write.class);
    }

    @Test
    void hasExpiredOneSecondLater() {
      assertThat(refusal(at(Certificates.NEXT_NOT_AFTER.plusSeconds(1))).code())
          .isEqualTo(FailureCode.VALIDITY_EXPIRED);
    }

    @Test
    void beginsWithItsFirstInstant() {
      assertThat(at(Certificates.NEXT_NOT_BEFORE)).isInstanceOf(Decision.Write.class);
    }

    @Test
    void hasNotStartedOneSecondEarlier() {
      assertThat(refusal(at(Certificates.NEXT_NOT_BEFORE.minusSeconds(1))).code())
          .isEqualTo(FailureCode.VALIDITY_NOT_YET);
    }

    @Test
    void isNotTrustedToAClockThatJumpedADayBack() {
      assertThat(refusal(at(Certificates.NOW.minus(Duration.ofDays(1)))).code())
          .isEqualTo(FailureCode.VALIDITY_NOT_YET);
    }

    private Decision at(Instant now) {
      return RotationDecider.decide(PLAN, StateFixture.holding(Certificates.OLD), now);
    }
  }

  @Test
  void refusesAnUnfitTargetEvenWhereItHoldsThePins() {
    Failure off = Failure.of(FailureCode.MTLS_NOT_ENABLED, "off");

    assertThat(decide(PLAN, StateFixture.holding(Certificates.NEXT, OLD).unfit(off)))
        .isEqualTo(new Decision.Refuse(off));
  }

  @Test
  void isTheSameForTheSameQuestion() {
    StateFixture held =
        StateFixture.holding(Certificates.OLD)
            .withActive(OLD.base64(), Base64.getEncoder().encodeToString(new byte[32]));

    assertThat(decide(PLAN, held)).isEqualTo(decide(PLAN, held));
  }

  @Test
  void findsItsOwnWriteDone() {
    Decision.Write write = (Decision.Write) decide(PLAN, StateFixture.holding(Certificates.OLD));
    StateFixture after = StateFixture.holding(Certificates.NEXT, write.pins().fallback().get());

    assertThat(decide(PLAN, after)).isEqualTo(new Decision.AlreadyApplied(write.pins()));
  }

  private static Decision decide(RotationPlan plan, TargetState held) {
    return RotationDecider.decide(plan, held, Certificates.NOW);
  }

  private static Decision write(Optional<CertificatePin> fallback) {
    return new Decision.Write(pins(fallback));
  }

  private static PinSet pins(Optional<CertificatePin> fallback) {
    return new PinSet(NEXT, fallback, List.of());
  }

  private static Failure refusal(Decision decision) {
    return ((Decision.Refuse) decision).failure();
  }

  private static RotationPlan plan(ChainValidated.Builder event) {
    try {
      return RotationPlan.of(event.build());
    } catch (InconsistentEventException e) {
      throw new IllegalStateException(e);
    }
  }
}
