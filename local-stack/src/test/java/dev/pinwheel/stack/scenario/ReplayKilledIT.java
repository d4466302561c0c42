package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.embedded.EmbeddedKafka;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replay, or the broker under it, is killed before and after a commit; it is run again. */
final class ReplayKilledIT {

  /** What a replay sends in one transaction. */
  private static final int ONE_TRANSACTION = 100;

  private static final Duration EXIT = Duration.ofMinutes(3);

  /** 128 and the signal's number, which is 9. */
  private static final int SIGKILLED = 137;

  @TempDir private Path folder;

  @Test
  void aKilledReplayThatIsRunAgainSendsEachDeadLetterOnce() throws Exception {
    int letters = ONE_TRANSACTION + 30;
    try (ScenarioRun run = start()) {
      writeOff(run, letters);
      killed(run, Moment.BEFORE_THE_CLIENT);
      killed(run, Moment.BEFORE_THE_BROKER);
      run.proxy().heal();
      try (ChildProcess replay = replay(run)) {
        assertThat(replay.exitStatus(EXIT)).as(replay.output()).hasValue(0);
      }

      assertSentOnce(run, letters);
    }
  }

  /**
   * It waits for the broker, or gives up where that is away for longer than a transaction may take.
   * Run again, it sends what is missing, and shows what the broker forgot to mark.
   */
  @ParameterizedTest
  @EnumSource
  void aReplayWhoseBrokerDiesAtItsCommitIsRunAgainAndSendsEachDeadLetterOnce(Moment moment)
      throws Exception {
    try (ScenarioRun run = start()) {
      writeOff(run, ONE_TRANSACTION);
      EmbeddedKafka broker = run.stack().backbone().kafka();
      CountDownLatch killed = new CountDownLatch(1);
      run.atCommit(
          moment,
          () -> {
            broker.kill();
            killed.countDown();
          });
      try (ChildProcess replay = replay(run)) {
        assertThat(killed.await(3, TimeUnit.MINUTES)).isTrue();
        broker.restart();
        assertThat(replay.exitStatus(EXIT)).as(replay.output()).isPresent();
      }
      try (ChildProcess replay = replay(run)) {
        assertThat(replay.exitStatus(EXIT)).as(replay.output()).hasValue(0);
      }

      assertSentOnce(run, ONE_TRANSACTION);
    }
  }

  private static ScenarioRun start() throws InterruptedException {
    return ScenarioRun.start(
        options -> options.withSetting(WEBHOOK_DELIVERY, "retry.delays", "none"));
  }

  /** Makes so many dead letters, whose endpoint is there again afterwards. */
  private static void writeOff(ScenarioRun run, int letters) throws Exception {
    run.stack().simulators().standby().down();
    run.requests().tell(Simulators.STANDBY);
    run.requests().ask(letters);
    run.awaitRest();
    run.stack().simulators().standby().up();
  }

  private static void assertSentOnce(ScenarioRun run, int letters) throws Exception {
    ScenarioRun.eventually().until(() -> delivered(run) == letters);
    Evidence evidence = run.evidence();
    Promises.requireKept(evidence);
    assertThat(evidence.events(WebhookDeadLettered.class)).hasSize(letters);
    assertThat(evidence.replayed()).hasSize(letters).doesNotHaveDuplicates();
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
