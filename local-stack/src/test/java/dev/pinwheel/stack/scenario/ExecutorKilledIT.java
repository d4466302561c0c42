package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static dev.pinwheel.stack.simulator.genesys.CallMoment.Phase.AFTER_EFFECT;
import static dev.pinwheel.stack.simulator.genesys.CallMoment.Phase.BEFORE_EFFECT;

import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** SIGKILL of the executor's process at every side effect it has. */
final class ExecutorKilledIT {

  /** Longer than the test waits: who resumes must need no time-out of the one who died. */
  private static final String NEVER = Long.toString(Duration.ofMinutes(10).toMillis());

  @Test
  void aKilledExecutorChangesEachTargetOnceAndReportsItOnce() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withProcesses(API_EXECUTOR)
                    .withSetting(API_EXECUTOR, "instance.id", "one")
                    .withSetting(API_EXECUTOR, "kafka.group.instance.id", "one")
                    .withSetting(API_EXECUTOR, "kafka.session.timeout.ms", NEVER)
                    .withSetting(API_EXECUTOR, "kafka.transaction.timeout.ms", NEVER),
            API_EXECUTOR)) {
      StackStage.Outside executor = run.process(API_EXECUTOR);
      Runnable kill = () -> executor.process().kill();

      run.atCall(moment -> is(moment, "GET", BEFORE_EFFECT), kill);
      dieAndRecover(run, executor);
      run.atCall(moment -> is(moment, "PATCH", BEFORE_EFFECT), kill);
      dieAndRecover(run, executor);
      run.atCall(moment -> is(moment, "PATCH", AFTER_EFFECT), kill);
      dieAndRecover(run, executor);
      for (Moment moment : Moment.values()) {
        run.killAtCommit(moment, executor);
        dieAndRecover(run, executor);
      }

      Promises.requireKept(run.evidence());
    }
  }

  private static boolean is(CallMoment moment, String method, CallMoment.Phase phase) {
    return moment.method().equals(method)
        && moment.targetId().isPresent()
        && moment.phase() == phase;
  }

  private static void dieAndRecover(ScenarioRun run, StackStage.Outside executor) throws Exception {
    run.requests().ask(12);
    ScenarioRun.eventually().until(() -> !executor.process().isAlive());
    run.proxy().heal();
    executor.startAgain();
    run.awaitRest();
  }
}
