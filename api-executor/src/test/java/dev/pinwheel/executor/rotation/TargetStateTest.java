package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.Events;
import dev.pinwheel.executor.StateFixture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetStateTest {

  private static final CertificatePin NEXT = Certificates.NEXT.pin();
  private static final CertificatePin OLD = Certificates.OLD.pin();
  private static final PinSet WANTED =
      new PinSet(NEXT, Optional.of(OLD), List.of(Certificates.BACKUP_1));

  /** Only kinds that hold a chain look at it. */
  private static final RotationPlan PLAN = plan();

  private static final StateFixture GOOD =
      StateFixture.holding(Certificates.NEXT, OLD, Certificates.BACKUP_1);

  @Test
  void holdsPinsThatAreServedStoredAndActive() {
    assertThat(GOOD.holds(PLAN, WANTED)).isTrue();
  }

  @Test
  void holdsThemAlsoWithFurtherActivePins() {
    assertThat(GOOD.holds(PLAN, new PinSet(NEXT, Optional.of(OLD), List.of()))).isTrue();
  }

  @Test
  void doesNotHoldThemWhenTheStoredPrimaryIsAnother() {
    assertThat(GOOD.withPrimary(OLD.base64()).holds(PLAN, WANTED)).isFalse();
    assertThat(GOOD.withoutPrimary().holds(PLAN, WANTED)).isFalse();
  }

  @Test
  void doesNotHoldThemWhenTheServedLeafIsAnother() {
    assertThat(GOOD.serving(Certificates.OLD.chain()).holds(PLAN, WANTED)).isFalse();
    assertThat(GOOD.servingNothing().holds(PLAN, WANTED)).isFalse();
  }

  @Test
  void doesNotHoldThemWhenAnyOtherPinIsInactive() {
    assertThat(GOOD.withActive(NEXT.base64(), OLD.base64()).holds(PLAN, WANTED)).isFalse();
    assertThat(GOOD.withActive(NEXT.base64(), Certificates.BACKUP_1.base64()).holds(PLAN, WANTED))
        .isFalse();
  }

  @Test
  void doesNotHoldThemWhenTheTargetIsUnfit() {
    Failure off = Failure.of(FailureCode.MTLS_NOT_ENABLED, "off");

    assertThat(GOOD.unfit(off).holds(PLAN, WANTED)).isFalse();
  }

  private static RotationPlan plan() {
    try {
      return RotationPlan.of(Events.validated().build());
    } catch (InconsistentEventException e) {
      throw new IllegalStateException("the fixture's event is consistent", e);
    }
  }
}
