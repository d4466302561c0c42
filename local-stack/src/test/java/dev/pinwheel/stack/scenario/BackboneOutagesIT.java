package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.Backbone;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.promise.Promises;
import org.junit.jupiter.api.Test;

/** The broker, the registry and the database go away in the middle, and come back. */
final class BackboneOutagesIT {

  @Test
  void whatTheBackboneLosesInTheMiddleIsDoneWhenItIsBack() throws Exception {
    try (ScenarioRun run = ScenarioRun.start(options -> options)) {
      Backbone backbone = run.stack().backbone();

      run.requests().ask(40);
      backbone.kafka().kill();
      backbone.kafka().restart();
      run.awaitRest();

      stopValidator(run);
      backbone.registry().kill();
      run.requests().ask(15);
      StackStage late = run.stack().startStage(CHAIN_VALIDATOR);
      backbone.registry().restart();
      run.awaitRest();
      ScenarioRun.eventually().until(late::isReady);

      backbone.database().stop();
      run.requests().ask(15);
      ScenarioRun.eventually().until(() -> told(run) == 70);
      backbone.database().startAgain();

      Promises.requireKept(run.evidence());
      ScenarioRun.eventually()
          .untilAsserted(
              () -> assertThat(run.stack().stages()).allMatch(StackStage::isReady, "is ready"));
    }
  }

  private static void stopValidator(ScenarioRun run) {
    run.stack().stopStage(run.stack().stages(CHAIN_VALIDATOR).getFirst());
  }

  private static long told(ScenarioRun run) {
    return run.follower().events().stream()
        .filter(event -> event.value() instanceof WebhookDelivered)
        .count();
  }
}
