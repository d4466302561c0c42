package dev.pinwheel.stack.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.embedded.EmbeddedCluster;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.stack.Broker;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances of each stage, with the least rights, on three brokers of which one is taken away
 * at a time: first with SIGKILL, then by a rolling restart. It takes minutes, and the build passes
 * it over: {@code -Dbrokers.hit=3 -Dbrokers.rotations.per.second=50} hits each of them in turn.
 */
final class BrokersKilledIT {

  private static final Logger LOG = LoggerFactory.getLogger(BrokersKilledIT.class);

  private static final int HIT = Integer.getInteger("brokers.hit", 0);
  private static final int PER_SECOND = Integer.getInteger("brokers.rotations.per.second", 20);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void aClusterThatLosesOneBrokerAtATimeLosesAndRepeatsNothing() throws Exception {
    assumeTrue(HIT > 0, "-Dbrokers.hit=3 takes brokers away");
    try (ScenarioRun run = ScenarioRun.startOnCluster(options -> options)) {
      AccessRules.STAGES.forEach(run.stack()::startStage);
      ScenarioRun.eventually()
          .until(() -> run.stack().stages().stream().allMatch(StackStage::isReady));
      EmbeddedCluster cluster = ((Broker.Cluster) run.stack().backbone().broker()).cluster();
      cluster.awaitInSync();

      SteadyLoad load = SteadyLoad.begin(run.requests(), PER_SECOND);
      for (int broker = 0; broker < HIT; broker++) {
        cluster.kill(broker);
        comeBack(run, cluster, broker);
      }
      for (int broker = cluster.size() - HIT; broker < cluster.size(); broker++) {
        cluster.stop(broker);
        comeBack(run, cluster, broker);
      }
      load.end();

      Evidence evidence = run.evidence(LIMIT);
      Promises.requireKept(evidence);
      int asked = run.requests().accepted().size();
      LOG.info("{} rotations while {} brokers were killed and as many restarted", asked, HIT);
      assertThat(evidence.events(ApiApplied.class)).hasSize(asked);
      assertThat(run.platform().changes()).hasSize(asked);
    }
  }

  /** Work goes on without the broker before it may come back. */
  private static void comeBack(ScenarioRun run, EmbeddedCluster cluster, int broker)
      throws InterruptedException {
    run.awaitApplied(run.requests().accepted().size());
    cluster.startAgain(broker);
    cluster.awaitInSync();
  }
}
