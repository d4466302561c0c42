package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of the chain that a rotation replaces, and when it is asked for again. */
class RollbackIT {

  private FakePlatform platform;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform();
    run = new Run(platform);
  }

  @AfterEach
  void stop() {
    run.close();
    platform.close();
  }

  @Test
  void isPossibleBecauseTheAppliedEventHoldsThePreviousChain() throws Exception {
    ApiApplied applied = run.handle().applied();

    assertThat(CertificateChain.parse(applied.getPreviousChain()).leafPin())
        .isEqualTo(Certificates.OLD.pin());
  }

  @Test
  void holdsAlsoWhereTheWritesOutcomeWasSettledByReading() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(502, "{}"));

    assertThat(CertificateChain.parse(run.handle().applied().getPreviousChain()).leafPin())
        .isEqualTo(Certificates.OLD.pin());
  }

  @Test
  void saysNothingWhereNothingWasReplaced() throws Exception {
    platform.holds(Certificates.NEXT);

    assertThat(run.handle().applied().getPreviousChain()).isNull();
  }

  @Test
  void forgetsWhatItReplacedInACrashAndSaysSo() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(502, "{}"));
    run.handleOnce(Events.validated().build(), 1, Certificates.NOW);
    run.restart();

    assertThat(run.handle().applied().getPreviousChain()).isNull();
  }

  @Test
  void isAskedForAfterAFailedReadBackWhereTheRequestSaysSo() throws Exception {
    platform.forgetsWrites();
    ChainValidated event = Events.validated().setRollbackOnFailure(true).build();

    Run.Ended ended = run.handle(event);

    RotationFailed failed = ended.failed();
    RotationRequested rollback = rollback(ended.events()).orElseThrow();
    assertThat(failed.getCode()).isEqualTo("READ_BACK_MISMATCH");
    assertThat(failed.getRollbackRotationId()).isEqualTo(rollback.getRotationId());
    assertThat(rollback.getRotationId()).isNotEqualTo(event.getRotationId());
    assertThat(rollback.getCausationId()).isEqualTo(failed.getEventId());
    assertThat(rollback.getTarget()).isEqualTo(event.getTarget());
    assertThat(rollback.getRequestedBy()).isEqualTo(event.getRequestedBy());
    assertThat(rollback.getCertificateChain()).isEqualTo(failed.getPreviousChain());
    assertThat(CertificateChain.parse(rollback.getCertificateChain()).leafPin())
        .isEqualTo(Certificates.OLD.pin());
    assertThat(rollback.getReason()).contains(event.getRotationId().toString());
    assertThat(rollback.getRollbackOnFailure()).as("a rollback is not rolled back").isFalse();
    assertThat(ended.events().stream().filter(out -> out.topic().equals(Topics.ROTATION_REQUESTED)))
        .hasSize(1);
  }

  @Test
  void isTheSameRotationHoweverOftenTheFailureIsRepeated() throws Exception {
    platform.forgetsWrites();
    ChainValidated event = Events.validated().setRollbackOnFailure(true).build();
    RotationRequested first = rollback(run.handle(event).events()).orElseThrow();

    run.restart();

    RotationRequested second = rollback(run.handle(event).events()).orElseThrow();
    assertThat(second.getRotationId()).isEqualTo(first.getRotationId());
    assertThat(second.getEventId()).isEqualTo(first.getEventId());
  }

  @Test
  void isNotAskedForWhereTheRequestDoesNot() throws Exception {
    platform.forgetsWrites();

    Run.Ended ended = run.handle();

    assertThat(rollback(ended.events())).isEmpty();
    assertThat(ended.failed().getRollbackRotationId()).isNull();
    assertThat(ended.failed().getPreviousChain()).as("for one by hand").isNotNull();
  }

  @Test
  void isNotAskedForWhereThePlatformRefusedTheWrite() throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(400, "{}"));

    Run.Ended ended = run.handle(Events.validated().setRollbackOnFailure(true).build());

    assertThat(ended.failed().getCode()).isEqualTo("PLATFORM_REJECTED");
    assertThat(rollback(ended.events())).isEmpty();
  }

  private static Optional<RotationRequested> rollback(List<Outbound> events) {
    return events.stream()
        .map(Outbound::value)
        .filter(RotationRequested.class::isInstance)
        .map(RotationRequested.class::cast)
        .findFirst();
  }
}
