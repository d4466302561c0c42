package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An older rotation that waits while a newer one of its target lies behind it. */
class SupersessionIT {

  private static final ChainValidated OLDER = Events.validated().build();
  private static final ChainValidated NEWER = Events.newer();

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
  void endsAsSupersededAndTheNewerOneIsApplied() throws Exception {
    platform.instead(Call.GET, FakePlatform.json(503, "{}"));

    RotationFailed older = ended(run.handleOnce(behind(OLDER, 1, Optional.of(NEWER)))).failed();

    assertThat(older.getCode()).isEqualTo("SUPERSEDED");
    assertThat(older.getMessage()).contains(NEWER.getRotationId().toString());
    assertThat(older.getAttempts()).isZero();
    assertThat(run.handle(NEWER).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void isNotTriedAgainOnceANewerOneWaits() throws Exception {
    platform.instead(Call.GET, FakePlatform.json(503, "{}"));
    assertThat(run.handleOnce(behind(OLDER, 1, Optional.empty())))
        .isInstanceOf(Outcome.RetryAfter.class);
    long calls = platform.count(Call.GET);

    RotationFailed older = ended(run.handleOnce(behind(OLDER, 2, Optional.of(NEWER)))).failed();

    assertThat(older.getCode()).isEqualTo("SUPERSEDED");
    assertThat(platform.count(Call.GET)).isEqualTo(calls);
  }

  @Test
  void isAppliedWhereItNeedNotWait() throws Exception {
    assertThat(ended(run.handleOnce(behind(OLDER, 1, Optional.of(NEWER)))).applied().getOutcome())
        .isEqualTo(ApplyOutcome.APPLIED);
  }

  @Test
  void settlesItsOwnWriteFirst() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(502, "{}"));

    assertThat(run.handleOnce(behind(OLDER, 1, Optional.of(NEWER))))
        .isInstanceOf(Outcome.RetryAfter.class);
    assertThat(ended(run.handleOnce(behind(OLDER, 2, Optional.of(NEWER)))).applied().getOutcome())
        .isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
  }

  @Test
  void isGivenUpAfterAWriteThatIsKnownToHaveFailed() throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(412, "{}"));

    RotationFailed older = ended(run.handleOnce(behind(OLDER, 1, Optional.of(NEWER)))).failed();

    assertThat(older.getCode()).isEqualTo("SUPERSEDED");
    assertThat(older.getAttempts()).isOne();
    assertThat(platform.changes()).isZero();
  }

  @Test
  void isNotGivenUpForItselfNorForWhatCanNeverBeApplied() throws Exception {
    ChainValidated inconsistent =
        ChainValidated.newBuilder(NEWER).setPrimaryPin(Certificates.OLD.pin().base64()).build();
    ChainValidated elsewhere =
        ChainValidated.newBuilder(NEWER)
            .setTarget(Events.target(OLDER.getTarget().getKind(), "eu-west-2", "another"))
            .build();
    int attempt = 1;
    for (ChainValidated other : new ChainValidated[] {OLDER, inconsistent, elsewhere}) {
      platform.instead(Call.GET, FakePlatform.json(503, "{}"));

      assertThat(run.handleOnce(behind(OLDER, attempt++, Optional.of(other))))
          .isInstanceOf(Outcome.RetryAfter.class);
    }
  }

  @Test
  void mayBeAppliedAfterAllWhereItsEndWasNotCommittedAndNeverAfterTheNewerOne() throws Exception {
    platform.instead(Call.GET, FakePlatform.json(503, "{}"));
    run.handleOnce(behind(OLDER, 1, Optional.of(NEWER)));

    run.restart();

    assertThat(run.handle(OLDER).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(run.handle(NEWER).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.client().path("primaryPin").textValue()).isEqualTo(NEWER.getPrimaryPin());
    assertThat(platform.changes()).isEqualTo(2);
  }

  private static Run.Ended ended(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Publish.class);
    return new Run.Ended(((Outcome.Publish) outcome).events());
  }

  private static Delivery<ChainValidated> behind(
      ChainValidated event, int attempt, Optional<ChainValidated> newest) {
    Delivery<ChainValidated> bare = Events.delivery(event, attempt, Certificates.NOW);
    return new Delivery<>(
        bare.value(),
        bare.topic(),
        bare.partition(),
        bare.offset(),
        bare.key(),
        bare.attempt(),
        bare.firstAttemptAt(),
        bare.trace(),
        () -> newest);
  }
}
