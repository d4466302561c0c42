package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two requests for one target while the platform cannot serve it. */
final class SupersededIT {

  @Test
  void theOlderRequestGivesWayAndTheNewerOneIsWhatThePlatformHolds() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withSetting(API_EXECUTOR, "retry.base", "100ms")
                    .withSetting(API_EXECUTOR, "retry.max", "1s"))) {
      Target target = run.requests().target();
      run.platform()
          .faults()
          .add(FaultMatch.target(target.getId()), Fault.status(503), FaultPlan.UNLIMITED);
      Asked older = run.requests().plan(target);
      Asked newer = run.requests().plan(target);
      List<Asked> others = run.requests().plan(10);

      run.requests().overHttp(List.of(older));
      ScenarioRun.eventually()
          .until(
              () ->
                  run.platform().calls().stream()
                      .anyMatch(call -> call.toString().contains(target.getId())));
      run.requests().overHttp(List.of(newer));
      run.requests().overHttp(others);
      run.awaitApplied(others.size());
      ScenarioRun.eventually().until(() -> codes(run, older.rotationId()).equals("SUPERSEDED"));
      run.platform().faults().clear();

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(
              evidence.events(ApiApplied.class).stream()
                  .filter(event -> event.getTarget().getId().equals(target.getId()))
                  .map(ApiApplied::getRotationId))
          .containsExactly(newer.rotationId());
      assertThat(run.platform().client(target.getId()).orElseThrow().primaryPin())
          .contains(newer.pin());
    }
  }

  private static String codes(ScenarioRun run, UUID rotation) {
    return run.follower().events().stream()
        .map(event -> event.value())
        .filter(RotationFailed.class::isInstance)
        .map(RotationFailed.class::cast)
        .filter(event -> event.getRotationId().equals(rotation))
        .map(RotationFailed::getCode)
        .findFirst()
        .orElse("");
  }
}
