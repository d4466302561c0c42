package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.Simulators;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of a replay before and after a commit; it is simply run again. */
final class ReplayKilledIT {

  /** More than one transaction of a replay, which is 100. */
  private static final int LETTERS = 130;

  private static final Duration EXIT = Duration.ofMinutes(3);

  /** 128 and the signal's number, which is 9. */
  private static final int SIGKILLED = 137;

  @TempDir private Path folder;

  @Test
  void aKilledReplayThatIsRunAgainSendsEachDeadLetterOnce() throws Exception {
    try (ScenarioRun run =
        ScenarioRun.start(
            options -> options.withSetting(WEBHOOK_DELIVERY, "retry.delays", "none"))) {
      run.stack().simulators().standby().down();
      run.requests().tell(Simulators.STANDBY);
      run.requests().ask(LETTERS);
      run.awaitRest();
      run.stack().simulators().standby().up();

      killed(run, Moment.BEFORE_THE_CLIENT);
      killed(run, Moment.BEFORE_THE_BROKER);
      run.proxy().heal();
      try (ChildProcess replay = replay(run)) {
        assertThat(replay.exitStatus(EXIT)).as(replay.output()).hasValue(0);
      }

      ScenarioRun.eventually().until(() -> delivered(run) == LETTERS);
      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(evidence.events(WebhookDeadLettered.class)).hasSize(LETTERS);
      assertThat(evidence.replayed()).hasSize(LETTERS).doesNotHaveDuplicates();
    }
  }

  /** Runs a replay that dies at its first commit of letters. */
  private void killed(ScenarioRun run, Moment moment) throws InterruptedException {
    CompletableFuture<ChildProcess> started = new CompletableFuture<>();
    run.killAtCommit(moment, () -> started.join().kill());
    run.proxy().heal();
    try (ChildProcess replay = replay(run)) {
      started.complete(replay);
      assertThat(replay.exitStatus(EXIT)).as(replay.output()).hasValue(SIGKILLED);
    }
  }

  private ChildProcess replay(ScenarioRun run) {
    return ChildProcess.java(
        "replay",
        System.getProperty("java.class.path"),
        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(
            ReplayProgram.class.getName(),
            "127.0.0.1:" + run.proxy().port(),
            run.stack().backbone().registry().url()),
        Map.of(),
        folder.resolve("replay.log"));
  }

  private static long delivered(ScenarioRun run) {
    return run.follower().events().stream()
        .filter(event -> event.value() instanceof WebhookDelivered)
        .count();
  }
}
