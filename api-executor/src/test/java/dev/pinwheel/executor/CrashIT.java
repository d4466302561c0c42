package dev.pinwheel.executor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process ends in the middle of a call, before or after the platform acted on it, and a new one
 * handles the same event. The engine's giving a record up is the same, but for the memory.
 */
class CrashIT {

  private static final ChainValidated EVENT = Events.validated().build();

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

  static Stream<Arguments> everyCallBeforeAndAfter() {
    return Stream.of(
            List.of(Call.TOKEN),
            List.of(Call.TOKEN, Call.GET),
            List.of(Call.TOKEN, Call.GET, Call.PATCH),
            List.of(Call.TOKEN, Call.GET, Call.PATCH, Call.GET))
        .flatMap(calls -> Stream.of(Arguments.of(calls, false), Arguments.of(calls, true)));
  }

  @ParameterizedTest
  @MethodSource("everyCallBeforeAndAfter")
  void atAnyCallLeavesAtMostOneChange(List<Call> calls, boolean processed) throws Exception {
    Interrupted crashed = interruptAtLastOf(calls, processed);
    crashed.finish();
    run.restart();

    ApiApplied applied = run.handle(EVENT).applied();

    assertThat(platform.changes()).isOne();
    boolean written = calls.size() > 3 || (calls.getLast() == Call.PATCH && processed);
    assertThat(applied.getOutcome())
        .isEqualTo(written ? ApplyOutcome.ALREADY_APPLIED : ApplyOutcome.APPLIED);
  }

  @ParameterizedTest
  @MethodSource("everyCallBeforeAndAfter")
  void withoutVersionsAtAnyCallLeavesAtMostOneChange(List<Call> calls, boolean processed)
      throws Exception {
    platform.withoutVersions();
    Interrupted crashed = interruptAtLastOf(calls, processed);
    crashed.finish();
    run.restart();

    run.handle(EVENT).applied();

    assertThat(platform.changes()).isOne();
  }

  @Test
  void betweenTheLastCallAndTheCommitRepeatsTheSameEvents() throws Exception {
    Run.Ended lost = run.handle(EVENT);
    run.restart();

    Run.Ended repeated = run.handle(EVENT);

    assertThat(platform.changes()).isOne();
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(repeated.applied().getEventId()).isEqualTo(lost.applied().getEventId());
    assertThat(repeated.observed()).isEqualTo(lost.observed());
    assertThat(repeated.applied().getActivePins()).isEqualTo(lost.applied().getActivePins());
    assertThat(repeated.applied().getFallbackPin()).isEqualTo(lost.applied().getFallbackPin());
    assertThat(repeated.events()).extracting(Outbound::topic).hasSize(2);
  }

  @Test
  void whileWaitingAfterAnUnknownWriteIsSettledByReading() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(504, "{}"));
    assertThat(run.handleOnce(EVENT, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);
    run.restart();

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
  }

  /** A process that lost its partition sends its write after the new owner has moved on. */
  @Test
  void ofAnOwnerWhoseWriteComesLateChangesNothing() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch overtaken = new CountDownLatch(1);
    platform.late(Call.PATCH, arrived, overtaken);
    FutureTask<Outcome> zombie = new FutureTask<>(() -> run.handleOnce(EVENT, 1, Certificates.NOW));
    Thread.ofVirtual().start(zombie);
    assertThat(arrived.await(30, SECONDS)).isTrue();
    try (Run owner = new Run(platform)) {
      owner.handle(Events.newer()).applied();
    }
    overtaken.countDown();

    assertThat(zombie.get()).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(platform.changes()).isOne();
    assertThat(platform.client().path("primaryPin").textValue())
        .isEqualTo(Certificates.FOREIGN.pin().base64());
  }

  @Test
  void byInterruptCancelsTheCallThatIsUnderWay() throws Exception {
    Interrupted interrupted = interruptAtLastOf(List.of(Call.TOKEN, Call.GET), false);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> interrupted.task().get(30, SECONDS))
        .withCauseInstanceOf(InterruptedException.class);
    interrupted.release().countDown();
    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
  }

  /** A handling that was interrupted while the platform held its answer back. */
  private record Interrupted(FutureTask<Outcome> task, CountDownLatch release) {

    void finish() throws Exception {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> task.get(30, SECONDS))
          .withCauseInstanceOf(InterruptedException.class);
      release.countDown();
    }
  }

  private Interrupted interruptAtLastOf(List<Call> calls, boolean processed) throws Exception {
    for (Call call : calls.subList(0, calls.size() - 1)) {
      platform.rightly(call);
    }
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    platform.act(
        calls.getLast(),
        processed,
        () -> {
          arrived.countDown();
          release.await();
          return FakePlatform.json(500, "{}");
        });
    FutureTask<Outcome> task = new FutureTask<>(() -> run.handleOnce(EVENT, 1, Certificates.NOW));
    Thread thread = Thread.ofVirtual().start(task);
    assertThat(arrived.await(30, SECONDS)).isTrue();
    thread.interrupt();
    return new Interrupted(task, release);
  }
}
