package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.TARGET;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.genesys.CallMoment.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMomentsTest {

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void aListenerSeesTheStateBeforeAndAfterTheEffectWhileTheCallerWaits() throws Exception {
    String token = platform.token();
    List<String> seen = new ArrayList<>();
    Runnable stop =
        platform.simulator.onCall(
            moment ->
                seen.add(
                    moment.phase()
                        + " "
                        + moment.changed()
                        + " "
                        + platform.simulator.client(TARGET).orElseThrow().pins().getFirst()));
    platform.patch(token, rotation());
    assertThat(seen)
        .containsExactly(
            Phase.BEFORE_EFFECT + " false " + pin(OLD), Phase.AFTER_EFFECT + " true " + pin(NEW));
    stop.run();
    platform.get(token);
    assertThat(seen).hasSize(2);
  }

  @Test
  void theAnswerWaitsForTheListener() throws Exception {
    String token = platform.token();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    platform.simulator.onCall(
        moment -> {
          if (moment.phase() == Phase.AFTER_EFFECT) {
            reached.countDown();
            awaitUninterrupted(goOn);
          }
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> status = threads.submit(() -> platform.patch(token, rotation()).status());
      reached.await();
      assertThat(status.isDone()).isFalse();
      assertThat(platform.simulator.changes()).hasSize(1);
      goOn.countDown();
      assertThat(status.get()).isEqualTo(200);
    }
  }

  @Test
  void aFaultBeforeTheEffectLeavesTheMomentAfterItUnchanged() throws Exception {
    List<CallMoment> seen = new ArrayList<>();
    String token = platform.token();
    platform.simulator.onCall(seen::add);
    platform.simulator.faults().add(FaultMatch.ANY, Fault.status(500), 1);
    platform.patch(token, rotation());
    assertThat(seen).extracting(CallMoment::changed).containsExactly(false, false);
    assertThat(seen).extracting(moment -> moment.targetId().orElseThrow()).containsOnly(TARGET);
  }

  @Test
  void manyRepeatsAtTheSameTimeMakeOneChange() throws Exception {
    String token = platform.token();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> repeat =
          () -> platform.patch(token, rotation(), Map.of("Idempotency-Key", "k1")).status();
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(repeat));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
