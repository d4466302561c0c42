package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.API_EXECUTOR;
import static dev.pinwheel.schemas.Topics.CHAIN_VALIDATOR;
import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.embedded.BrokerRelease;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pipeline of this build on brokers of other releases, each a process from its own jars: those
 * that the build fetched into {@code embedded-services/brokers/target}. Every other scenario runs
 * on the release that the build has itself.
 */
final class BrokerReleasesIT {

  private static final int ROTATIONS = 25;

  static List<BrokerRelease> releases() {
    List<BrokerRelease> fetched = BrokerRelease.fetched();
    assertThat(fetched).as("jars of other brokers, which the build fetches").isNotEmpty();
    return fetched;
  }

  @ParameterizedTest
  @MethodSource("releases")
  void stagesAreKilledAndThePromisesAreKept(BrokerRelease release) throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(release, options -> withProcesses(options, release), API_EXECUTOR)) {
      for (Moment moment : Moment.values()) {
        StackStage.Outside executor = run.process(API_EXECUTOR);
        run.killAtCommit(moment, executor);
        run.requests().overKafka(run.requests().plan(ROTATIONS));
        ScenarioRun.eventually().until(() -> !executor.process().isAlive());
        run.proxy().heal();
        executor.startAgain();
        run.awaitRest();
      }
      for (String name : List.of(CHAIN_VALIDATOR, WEBHOOK_DELIVERY)) {
        run.requests().ask(ROTATIONS);
        run.process(name).process().kill();
        run.process(name).startAgain();
      }

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(evidence.events(ApiApplied.class)).hasSize(4 * ROTATIONS);
    }
  }

  private static StackOptions withProcesses(StackOptions options, BrokerRelease release) {
    StackOptions all = options.withProcesses(CHAIN_VALIDATOR, API_EXECUTOR, WEBHOOK_DELIVERY);
    for (String stage : List.of(CHAIN_VALIDATOR, API_EXECUTOR, WEBHOOK_DELIVERY)) {
      all =
          all.withSetting(stage, "instance.id", "one")
              .withSetting(stage, "kafka.group.instance.id", "one");
    }
    // 3.7 to 3.9 have the protocol only where the broker is told to offer it.
    return release.version().startsWith("3.")
        ? all
        : all.withSetting(API_EXECUTOR, "kafka.group.protocol", "consumer");
  }
}
