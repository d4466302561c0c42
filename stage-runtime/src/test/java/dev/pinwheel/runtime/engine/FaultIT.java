package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.testing.kafka.KafkaProxy;
import dev.pinwheel.testing.kafka.KafkaProxy.Moment;
import dev.pinwheel.testing.kafka.ProxiedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker dies, the process dies, the process sleeps, somebody takes its name. */
class FaultIT {

  @TempDir Path folder;

  @Test
  void aBrokerThatIsKilledAndComesBackCostsNothing() {
    try (Run run = new Run(3)) {
      run.sendLines(100, 0, 30);
      AtomicInteger calls = new AtomicInteger();
      CountDownLatch killed = new CountDownLatch(1);
      StageEngine<Line> engine =
          run.start(
              "a",
              delivery -> {
                if (calls.incrementAndGet() > 1_000) {
                  killed.await(); // there is always something left to do without the broker
                }
                return slow(run).handle(delivery);
              });
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) > 500);
      run.broker.kafka().kill();
      killed.countDown();
      Run.eventually().until(() -> !engine.health().ready());
      run.broker.kafka().restart();

      run.assertExactlyOnceInOrder(100, 30);
      Run.eventually().until(() -> engine.health().ready());
    }
  }

  /**
   * The broker gives a transaction up that ran out of time while it was away, and, as long as its
   * partitions have no leader, forgets to mark it aborted there (seen with Kafka 4.3.1): the next
   * commit under the same producer id would bring its records back.
   */
  @Test
  void aBrokerThatIsAwayForLongerThanATransactionMayTakeCostsNothing() throws InterruptedException {
    try (ProxiedKafka kafka = ProxiedKafka.start();
        Run run = new Run(3, Broker.behind(kafka))) {
      run.sendLines(100, 0, 10);
      CountDownLatch killed = killBrokerAtCommit(kafka, Moment.BEFORE_THE_BROKER, () -> {});
      run.start("a", slow(run), Map.of("transaction.timeout.ms", 2_000, "group.instance.id", "a"));
      await(killed);
      kafka.broker().restart();

      run.assertExactlyOnceInOrder(100, 10);
    }
  }

  /**
   * The broker has decided on a commit and dies before it has marked it everywhere; it is away for
   * so long that a producer of less patience would abort what it has begun meanwhile.
   */
  @Test
  void aBrokerThatDiesRightAfterItTookACommitKeepsIt() throws InterruptedException {
    try (ProxiedKafka kafka = ProxiedKafka.start();
        Run run = new Run(3, Broker.behind(kafka))) {
      run.sendLines(100, 0, 10);
      CountDownLatch killed = killBrokerAtCommit(kafka, Moment.BEFORE_THE_CLIENT, () -> {});
      StageEngine<Line> engine = run.start("a", slow(run), Map.of("group.instance.id", "a"));
      await(killed);
      Run.eventually().until(() -> !engine.health().ready());
      kafka.broker().restart();

      run.assertExactlyOnceInOrder(100, 10);
      Run.eventually().until(() -> engine.health().ready());
    }
  }

  /** The machine of both goes down: a process that knows nothing of it must end the commit. */
  @Test
  void aBrokerAndAProcessThatDieRightAfterACommitKeepIt() throws InterruptedException {
    try (ProxiedKafka kafka = ProxiedKafka.start();
        Run run = new Run(3, Broker.behind(kafka))) {
      run.sendLines(100, 0, 10);
      CompletableFuture<ChildProcess> process = new CompletableFuture<>();
      CountDownLatch killed =
          killBrokerAtCommit(kafka, Moment.BEFORE_THE_CLIENT, () -> process.join().kill());
      try (ChildProcess started = engineProcess(run, "a", 1_000)) {
        process.complete(started);
        await(killed);
      }
      kafka.broker().restart();
      run.start("a", slow(run));

      run.assertExactlyOnceInOrder(100, 10);
    }
  }

  @Test
  void aProcessThatIsKilledAndStartedAgainNeitherLosesNorRepeats() {
    try (Run run = new Run(3)) {
      run.sendLines(100, 0, 30);
      for (int kill = 1; kill <= 3; kill++) {
        int enough = kill * 400;
        try (ChildProcess process = engineProcess(run, "a", 600)) {
          Run.eventually().until(() -> run.outputs().size() > enough);
          process.kill();
        }
      }
      run.start("a", slow(run));

      run.assertExactlyOnceInOrder(100, 30);
    }
  }

  @Test
  void aProcessThatSleptWhileAnotherTookOverPublishesNothingTwice() {
    try (Run run = new Run(3)) {
      run.sendLines(100, 0, 30);
      try (ChildProcess process = engineProcess(run, "a", 1_000)) {
        Run.eventually().until(() -> run.outputs().size() > 300);
        process.freeze();
        run.start("b", slow(run));
        Run.eventually().until(() -> run.outputs().size() > 1_500);
        process.thaw();
        run.assertExactlyOnceInOrder(100, 30);
      }
    }
  }

  @Test
  void anInstanceWhoseTransactionalIdIsTakenStopsAndSaysSo() {
    try (Run run = new Run(1)) {
      StageEngine<Line> engine = run.start("same", slow(run));
      Run.eventually().until(() -> engine.health().ready());
      Run.eventually()
          .until(
              () -> {
                run.broker.take(run.group + "-same");
                run.sendLines(5, 0, 1);
                return !engine.health().live();
              });

      assertThat(engine.failure())
          .get()
          .isInstanceOf(FatalEngineException.class)
          .extracting(Throwable::getMessage)
          .asString()
          .contains("instance.id");
    }
  }

  /**
   * Kills the broker when the fifth commit is at that moment. A hundred keys of ten lines take ten
   * commits at least, because a key's next line waits for the commit of the one before.
   *
   * @return open once it is dead
   */
  private static CountDownLatch killBrokerAtCommit(
      ProxiedKafka kafka, Moment moment, Runnable andThen) {
    CountDownLatch killed = new CountDownLatch(1);
    kafka
        .proxy()
        .at(
            KafkaProxy.END_TRANSACTION,
            moment,
            5,
            () -> {
              kafka.broker().kill();
              andThen.run();
              killed.countDown();
            });
    return killed;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /** An engine in a process that handles so many records and then only holds what it has. */
  private ChildProcess engineProcess(Run run, String instance, int records) {
    return ChildProcess.java(
        "engine",
        System.getProperty("java.class.path"),
        List.of("-Xmx128m", "-XX:+UseSerialGC"),
        List.of(
            EngineProcess.class.getName(),
            run.broker.engineBootstrapServers(),
            run.group,
            instance,
            run.input.name(),
            run.output.name(),
            Integer.toString(records),
            Integer.toString(run.output.partitions())),
        Map.of(),
        folder.resolve("engine.log"));
  }

  static Stage<Line> slow(Run run) {
    return delivery -> {
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      return ExactlyOnceIT.publish(run, delivery.key(), delivery.value());
    };
  }
}
