package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.pki.Received;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Promises;
import org.junit.jupiter.api.Test;

/** SIGKILL of the delivery stage's process at every side effect it has. */
final class DeliveryKilledIT {

  private static final Fault HANG = Fault.of(FaultType.HANG);

  @Test
  void aKilledDeliveryTellsAgainUnderTheSameIdWithTheSameBody() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withProcesses(WEBHOOK_DELIVERY)
                    .withSetting(WEBHOOK_DELIVERY, "instance.id", "one")
                    .withSetting(WEBHOOK_DELIVERY, "kafka.group.instance.id", "one"),
            WEBHOOK_DELIVERY)) {
      StackStage.Outside delivery = run.process(WEBHOOK_DELIVERY);

      hangAndKill(run, delivery, HANG);
      hangAndKill(run, delivery, HANG.afterTheEffect());
      for (Moment moment : Moment.values()) {
        run.killAtCommit(moment, delivery);
        dieAndRecover(run, delivery);
      }

      Promises.requireKept(run.evidence());
      assertThat(run.pkiManager().received())
          .as("deliveries that the PKI manager had accepted before the kill")
          .anyMatch(Received::duplicate);
    }
  }

  /** Kills the stage while the PKI manager holds a request, taken in or not. */
  private static void hangAndKill(ScenarioRun run, StackStage.Outside delivery, Fault hang)
      throws Exception {
    long hanging = hanging(run);
    run.pkiManager().faults().add(FaultMatch.ANY, hang, 1);
    run.requests().ask(8);
    ScenarioRun.eventually().until(() -> hanging(run) > hanging);
    delivery.process().kill();
    dieAndRecover(run, delivery);
  }

  private static long hanging(ScenarioRun run) {
    return run.pkiManager().received().stream()
        .filter(request -> request.fault().filter(FaultType.HANG::equals).isPresent())
        .count();
  }

  private static void dieAndRecover(ScenarioRun run, StackStage.Outside delivery) throws Exception {
    run.requests().ask(8);
    ScenarioRun.eventually().until(() -> !delivery.process().isAlive());
    run.proxy().heal();
    delivery.startAgain();
    run.awaitRest();
  }
}
