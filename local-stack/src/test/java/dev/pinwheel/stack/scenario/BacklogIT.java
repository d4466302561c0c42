package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Target;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand requests that nobody handled yet, and stages with little memory. */
final class BacklogIT {

  private static final int TARGETS = 500;
  private static final int REPEATS = 10;
  private static final int MEGABYTES = 160;

  /** So few that a slow machine, too, ends them within a stop. */
  private static final String CONCURRENCY = "32";

  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** Its status tells whether it kept promise G12's 10 s; this is for its end to be seen. */
  private static final Duration STOP = Duration.ofMinutes(1);

  @Test
  void aBacklogIsWorkedOffInBoundedMemoryAndAStopLosesNothing() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withProcesses(CHAIN_VALIDATOR, API_EXECUTOR)
                    .withSetting(CHAIN_VALIDATOR, "concurrency", CONCURRENCY)
                    .withSetting(API_EXECUTOR, "concurrency", CONCURRENCY)
                    .withProcessMegabytes(MEGABYTES))) {
      run.stack().stopStage(run.process(CHAIN_VALIDATOR));
      run.stack().stopStage(run.process(API_EXECUTOR));
      run.requests().overKafka(backlog(run));

      StackStage.Outside validator = (StackStage.Outside) run.stack().startStage(CHAIN_VALIDATOR);
      StackStage.Outside executor = (StackStage.Outside) run.stack().startStage(API_EXECUTOR);
      run.awaitApplied(2 * TARGETS);
      for (StackStage.Outside stage : List.of(validator, executor)) {
        stage.process().terminate();
        assertThat(stage.process().exitStatus(STOP)).hasValue(0);
        stage.startAgain();
      }

      Promises.requireKept(run.evidence(LIMIT));
      for (StackStage.Outside stage : List.of(validator, executor)) {
        assertThat(stage.process().isAlive()).isTrue();
        assertThat(stage.process().output()).doesNotContain("OutOfMemoryError");
      }
    }
  }

  /** Of every target ten requests for one certificate, and then ten for the next. */
  private static List<Asked> backlog(ScenarioRun run) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < TARGETS; i++) {
      targets.add(run.requests().target());
    }
    List<Asked> planned = new ArrayList<>();
    for (int certificate = 0; certificate < 2; certificate++) {
      List<String> chains =
          targets.stream().map(target -> run.pki().good(target.getId()).chainPem()).toList();
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        for (int i = 0; i < TARGETS; i++) {
          planned.add(run.requests().plan(targets.get(i), chains.get(i)));
        }
      }
    }
    return planned;
  }
}
