package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.Events;
import dev.pinwheel.schemas.ChainValidated;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationPlanTest {

  private static final String NEXT = Certificates.NEXT.pin().base64();
  private static final String OLD = Certificates.OLD.pin().base64();
  private static final String BACKUP = Certificates.BACKUP_1.base64();

  @Test
  void carriesWhatTheEventAsksFor() throws Exception {
    ChainValidated event =
        Events.validated().setFallbackPin(OLD).setBackupPins(List.of(BACKUP)).build();

    RotationPlan plan = RotationPlan.of(event);

    assertThat(plan.target()).isEqualTo(event.getTarget());
    assertThat(plan.serviceId()).isEqualTo("arch-integration-svc-01");
    assertThat(plan.chainPem()).isEqualTo(Certificates.NEXT.pem());
    assertThat(plan.primary()).isEqualTo(Certificates.NEXT.pin());
    assertThat(plan.fallback()).contains(Certificates.OLD.pin());
    assertThat(plan.backups()).containsExactly(Certificates.BACKUP_1);
  }

  @Test
  void hasTheSameIdempotencyKeyForARepeatOfTheEvent() throws Exception {
    assertThat(RotationPlan.of(Events.validated().build()).idempotencyKey())
        .isEqualTo(RotationPlan.of(Events.validated().build()).idempotencyKey())
        .isEqualTo(Events.validated().build().getEventId().toString());
  }

  @Test
  void leavesTheFallbackOpenWhereTheEventDoes() throws Exception {
    assertThat(RotationPlan.of(Events.validated().build()).fallback()).isEmpty();
  }

  @Test
  void dropsBackupsThatAreNamedTwiceOrElsewhere() throws Exception {
    ChainValidated event =
        Events.validated()
            .setFallbackPin(OLD)
            .setBackupPins(List.of(NEXT, OLD, BACKUP, BACKUP))
            .build();

    assertThat(RotationPlan.of(event).backups()).containsExactly(Certificates.BACKUP_1);
  }

  @Test
  void refusesAPrimaryPinThatIsNotTheLeafs() {
    refuses(Events.validated().setPrimaryPin(OLD).build(), "primaryPin");
  }

  @Test
  void refusesAFallbackThatIsThePrimary() {
    refuses(Events.validated().setFallbackPin(NEXT).build(), "fallbackPin");
  }

  @Test
  void refusesPinsThatAreNone() {
    refuses(Events.validated().setPrimaryPin("abc").build(), "primaryPin");
    refuses(Events.validated().setFallbackPin("").build(), "fallbackPin");
    refuses(Events.validated().setBackupPins(List.of("x")).build(), "backupPins");
  }

  @Test
  void refusesAChainThatCannotBeRead() {
    refuses(Events.validated().setCertificateChain("").build(), "certificateChain");
  }

  private static void refuses(ChainValidated event, String field) {
    assertThatExceptionOfType(InconsistentEventException.class)
        .isThrownBy(() -> RotationPlan.of(event))
        .withMessageContaining(field);
  }
}
