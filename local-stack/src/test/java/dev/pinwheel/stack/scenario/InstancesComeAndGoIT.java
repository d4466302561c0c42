package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.stack.simulator.genesys.Latency;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Second instances join and first ones leave while rotations are under way. */
final class InstancesComeAndGoIT {

  private static final List<String> STAGES = List.of(CHAIN_VALIDATOR, API_EXECUTOR);

  @Test
  void partitionsChangeHandsWithoutLossRepetitionOrDisorder() throws Exception {
    Latency slow = Latency.fixed(Duration.ofMillis(100));
    // A call that waits would let a newer rotation pass, which is another story (SupersededIT).
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options.withLatency(slow).withSetting(API_EXECUTOR, "request.timeout", "60s"))) {
      for (int round = 0; round < 3; round++) {
        askInOrder(run);
        STAGES.forEach(run.stack()::startStage);
        askInOrder(run);
        STAGES.forEach(name -> run.stack().stopStage(run.stack().stages(name).getFirst()));
      }
      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(evidence.events(ApiApplied.class)).hasSize(180);
    }
  }

  /** Three rotations of each of ten targets, which have to keep their order. */
  private static void askInOrder(ScenarioRun run) throws InterruptedException {
    List<Asked> planned = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      var target = run.requests().target();
      for (int rotation = 0; rotation < 3; rotation++) {
        planned.add(run.requests().plan(target));
      }
    }
    run.requests().overKafka(planned);
  }
}
