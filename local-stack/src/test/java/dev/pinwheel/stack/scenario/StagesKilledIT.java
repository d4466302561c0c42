package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.AUDIT_SINK;
import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static dev.pinwheel.schemas.Topics.ROTATION_METRICS;
import static dev.pinwheel.schemas.Topics.ROTATION_REQUESTS;

import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Promises;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGKILL of the other stages' processes under load. */
final class StagesKilledIT {

  @Test
  void intakeValidatorAuditAndMetricsAreKilledAndNothingIsLostOrRepeated() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withProcesses(ROTATION_REQUESTS, CHAIN_VALIDATOR, AUDIT_SINK, ROTATION_METRICS)
                    .withSetting(CHAIN_VALIDATOR, "instance.id", "one")
                    .withSetting(CHAIN_VALIDATOR, "kafka.group.instance.id", "one"),
            CHAIN_VALIDATOR)) {
      StackStage.Outside validator = run.process(CHAIN_VALIDATOR);
      for (Moment moment : Moment.values()) {
        run.killAtCommit(moment, validator);
        dieAndRecover(run, validator);
      }

      for (String name : List.of(AUDIT_SINK, ROTATION_METRICS)) {
        run.requests().overKafka(run.requests().plan(30));
        run.process(name).process().kill();
        run.process(name).startAgain();
      }
      killTheIntake(run);

      Promises.requireKept(run.evidence());
      ScenarioRun.eventually().until(run.process(ROTATION_METRICS)::isReady);
    }
  }

  private static void dieAndRecover(ScenarioRun run, StackStage.Outside stage)
      throws InterruptedException {
    run.requests().overKafka(run.requests().plan(20));
    ScenarioRun.eventually().until(() -> !stage.process().isAlive());
    run.proxy().heal();
    stage.startAgain();
    run.awaitRest();
  }

  /** Whoever gets no answer asks again, with the same ids. */
  private static void killTheIntake(ScenarioRun run) {
    StackStage.Outside intake = run.process(ROTATION_REQUESTS);
    List<Asked> planned = run.requests().plan(15);
    Thread killer = Thread.ofVirtual().start(() -> intake.process().kill());
    ask(run, planned);
    ScenarioRun.eventually().until(() -> !killer.isAlive());
    intake.startAgain();
    ScenarioRun.eventually().until(() -> ask(run, planned));
  }

  private static boolean ask(ScenarioRun run, List<Asked> planned) {
    try {
      return run.requests().tryOverHttp(planned) == 202;
    } catch (IOException e) {
      return false; // it is dead, or not up yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
