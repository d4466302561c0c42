package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the engine promises on a real broker where nothing goes wrong but the engine's own stop. */
class ExactlyOnceIT {

  @Test
  void tenThousandRecordsGoThroughOnceAndInOrderOfTheirKey() {
    try (Run run = new Run(6)) {
      run.sendLines(1_000, 0, 10);
      StageEngine<Line> engine = run.start("a", copy(run));

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 10_000);

      run.assertExactlyOnceInOrder(1_000, 10);
      assertThat(engine.health()).isEqualTo(new EngineHealth(true, true, "running"));
    }
  }

  @Test
  void aStuckKeyHoldsUpNoOtherOfItsPartitionAndOnlyItIsHandledAgainAfterAStop() {
    try (Run run = new Run(1)) {
      List<ProducerRecord<String, String>> records = new ArrayList<>();
      records.add(run.line("k0", "k0:0"));
      records.add(run.line("k0", "k0:1"));
      for (int key = 1; key <= 500; key++) {
        records.add(run.line("k" + key, "k" + key + ":0"));
        records.add(run.line("k" + key, "k" + key + ":1"));
      }
      run.broker.send(records);
      CountDownLatch never = new CountDownLatch(1);
      StageEngine<Line> stuck =
          run.start(
              "a",
              delivery -> {
                if (delivery.value().text().equals("k0:0")) {
                  never.await();
                }
                return publish(run, delivery.key(), delivery.value());
              });
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 1_000);
      stuck.close();

      var committed = run.broker.committed(run.group).get(new TopicPartition(run.input.name(), 0));
      assertThat(committed.offset()).isZero();
      assertThat(committed.metadata()).startsWith("pw1");

      Queue<String> again = new ConcurrentLinkedQueue<>();
      run.start(
          "a",
          delivery -> {
            again.add(delivery.value().text());
            return publish(run, delivery.key(), delivery.value());
          });
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 1_002);
      assertThat(again).containsExactly("k0:0", "k0:1");
      run.assertExactlyOnceInOrder(501, 2);
    }
  }

  @Test
  void aGracefulStopUnderLoadLosesNothingAndRedoesNothing() throws InterruptedException {
    try (Run run = new Run(3)) {
      run.sendLines(200, 0, 10);
      Queue<String> handled = new ConcurrentLinkedQueue<>();
      CountDownLatch stopping = new CountDownLatch(1);
      StageEngine<Line> first =
          run.start(
              "a",
              delivery -> {
                if (!delivery.value().text().endsWith(":0")) {
                  stopping.await();
                }
                handled.add(delivery.value().text());
                return publish(run, delivery.key(), delivery.value());
              });
      Run.eventually().until(() -> run.gauge(EngineMeter.IN_FLIGHT) == 200);
      Run.eventually().until(() -> run.gauge(EngineMeter.BUFFERED) == 1_800);
      Thread stop = Thread.ofVirtual().start(first::close);
      // The 1,600 that did not begin are dropped; the 200 that did may finish.
      Run.eventually().until(() -> run.gauge(EngineMeter.BUFFERED) == 200);
      stopping.countDown();
      stop.join();
      assertThat(first.failure()).isEmpty();
      assertThat(handled).hasSize(400);

      run.start(
          "a",
          delivery -> {
            handled.add(delivery.value().text());
            return publish(run, delivery.key(), delivery.value());
          });
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 2_000);
      assertThat(handled).hasSize(2_000).doesNotHaveDuplicates();
      run.assertExactlyOnceInOrder(200, 10);
    }
  }

  @Test
  void aRetryHoldsOnlyItsKeyAndCountsAttempts() {
    try (Run run = new Run(1)) {
      run.broker.send(
          List.of(
              run.line("k0", "k0:0"),
              run.line("k0", "k0:1"),
              run.line("k1", "k1:0"),
              run.line("k1", "k1:1")));
      CountDownLatch othersAreDone = new CountDownLatch(2);
      Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
      run.start(
          "a",
          delivery -> {
            if (delivery.value().text().equals("k0:0")) {
              attempts.add(delivery.attempt());
              if (othersAreDone.getCount() > 0 || delivery.attempt() < 3) {
                return new Outcome.RetryAfter(Duration.ofMillis(10), "not yet");
              }
            }
            if (delivery.key().equals("k1")) {
              othersAreDone.countDown();
            }
            return publish(run, delivery.key(), delivery.value());
          });

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 4);
      assertThat(attempts).startsWith(1, 2, 3);
      run.assertExactlyOnceInOrder(2, 2);
    }
  }

  @Test
  void aThrowingStageIsAskedAgainAndKeepsOnlyItsKeyWaiting() {
    try (Run run = new Run(1)) {
      run.sendLines(3, 0, 2);
      Queue<String> thrown = new ConcurrentLinkedQueue<>();
      StageEngine<Line> engine =
          run.start(
              "a",
              delivery -> {
                if (delivery.value().text().equals("k1:0") && delivery.attempt() < 3) {
                  thrown.add(delivery.value().text());
                  throw new IllegalStateException("a fault of the stage");
                }
                return publish(run, delivery.key(), delivery.value());
              });

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 6);
      assertThat(thrown).hasSize(2);
      assertThat(engine.health().live()).isTrue();
      run.assertExactlyOnceInOrder(3, 2);
    }
  }

  @Test
  void anUnreachableRegistryHoldsTheAnswerBackWithoutAskingTheStageAgain() {
    try (Run run = new Run(1)) {
      String text = "k0:0";
      Line.Writer.unavailable = text;
      run.broker.send(List.of(run.line("k0", text)));
      Queue<String> asked = new ConcurrentLinkedQueue<>();
      run.start(
          "a",
          delivery -> {
            asked.add(delivery.value().text());
            return publish(run, delivery.key(), delivery.value());
          });
      Run.eventually().until(() -> run.count(EngineMeter.RETRIES) >= 2);
      Line.Writer.unavailable = "";

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 1);
      assertThat(asked).containsExactly(text);
      run.assertExactlyOnceInOrder(1, 1);
    } finally {
      Line.Writer.unavailable = "";
    }
  }

  static Stage<Line> copy(Run run) {
    return delivery -> publish(run, delivery.key(), delivery.value());
  }

  static Outcome publish(Run run, String key, Line line) {
    return Outcome.publish(Outbound.of(run.output, key, line));
  }
}
