package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Target;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.stack.simulator.genesys.Change;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.promise.Promises;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that stops for longer than its session, and then goes on as though nothing was. */
final class FrozenExecutorIT {

  @Test
  void aFrozenExecutorThatWakesUpChangesNothingAnyMore() throws Exception {
    try (ScenarioRun run = ScenarioRun.start(options -> options.withProcesses(API_EXECUTOR))) {
      StackStage.Outside frozen = run.process(API_EXECUTOR);
      Target target = run.requests().target();
      Asked older = run.requests().plan(target);
      Asked newer = run.requests().plan(target);
      CountDownLatch stopped = new CountDownLatch(1);
      run.atCall(
          call -> call.method().equals("GET") && call.phase() == CallMoment.Phase.AFTER_EFFECT,
          () -> {
            // it has read the target, and its next step is the write
            frozen.process().freeze();
            stopped.countDown();
          });

      run.requests().overHttp(List.of(older));
      assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
      StackStage successor = run.stack().startStage(API_EXECUTOR);
      ScenarioRun.eventually().until(successor::isReady);
      run.requests().overHttp(List.of(newer));
      run.awaitApplied(2);
      frozen.process().thaw();
      run.requests().ask(12);

      Promises.requireKept(run.evidence());
      assertThat(run.platform().client(target.getId()).flatMap(OAuthClient::primaryPin))
          .contains(newer.pin());
      assertThat(run.platform().changes())
          .filteredOn(change -> change.targetId().equals(target.getId()))
          .map(Change::newPins)
          .map(List::getFirst)
          .containsExactly(older.pin(), newer.pin());
    }
  }
}
