package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.simulator.genesys.Latency;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGKILL of a busy executor at moments that nobody chose, with many rotations on their way. In the
 * build it is a short run; {@code -Dkills.rotations=10000 -Dkills.number=20 -Dkills.seed=N} makes
 * it a long one.
 */
final class KilledAtRandomIT {

  private static final Logger LOG = LoggerFactory.getLogger(KilledAtRandomIT.class);

  private static final int ROTATIONS = Integer.getInteger("kills.rotations", 600);
  private static final int KILLS = Integer.getInteger("kills.number", 3);
  private static final long SEED = Long.getLong("kills.seed", 1);
  private static final int CONCURRENCY = 32;

  /** Long enough for many rotations to be on their way. */
  private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

  /** Read, write, read back; each has two moments. */
  private static final int CALLS = 3;

  private static final int MOMENTS = 2 * CALLS * ROTATIONS;
  private static final Duration LIMIT = Duration.ofMinutes(20);

  @Test
  void aBusyExecutorThatIsKilledAtAnyMomentChangesEachTargetOnce() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options ->
                options
                    .withLatency(LATENCY)
                    .withProcesses(API_EXECUTOR)
                    .withSetting(API_EXECUTOR, "concurrency", Integer.toString(CONCURRENCY))
                    .withSetting(API_EXECUTOR, "instance.id", "one")
                    .withSetting(API_EXECUTOR, "kafka.group.instance.id", "one"))) {
      StackStage.Outside executor = run.process(API_EXECUTOR);
      Random random = new Random(SEED);
      AtomicInteger momentsLeft = new AtomicInteger(some(random));
      run.platform()
          .onCall(
              moment -> {
                if (momentsLeft.decrementAndGet() == 0) {
                  executor.process().kill();
                }
              });

      run.requests().overKafka(run.requests().plan(ROTATIONS));
      for (int kill = 0; kill < KILLS; kill++) {
        ScenarioRun.eventually().atMost(LIMIT).until(() -> !executor.process().isAlive());
        momentsLeft.set(kill + 1 < KILLS ? some(random) : Integer.MAX_VALUE);
        executor.startAgain();
      }

      Promises.requireKept(run.evidence(LIMIT));
      long writes = calls(run, "PATCH");
      long reads = calls(run, "GET");
      LOG.info(
          "seed {}: {} rotations, {} kills, {} writes, {} reads, {} effective changes",
          SEED,
          ROTATIONS,
          KILLS,
          writes,
          reads,
          run.platform().changes().size());
      assertThat(run.platform().changes()).hasSize(ROTATIONS);
      assertThat(writes - ROTATIONS)
          .as("repeated writes")
          .isBetween(0L, (long) KILLS * CONCURRENCY);
    }
  }

  /** Moments up to the next kill. */
  private static int some(Random random) {
    return random.nextInt(1, MOMENTS / (KILLS + 1));
  }

  private static long calls(ScenarioRun run, String method) {
    return run.platform().calls().stream()
        .filter(call -> call.method().equals(method) && call.targetId().isPresent())
        .count();
  }
}
