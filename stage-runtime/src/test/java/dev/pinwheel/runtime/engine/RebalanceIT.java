package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Instances of a stage join and leave under load. */
class RebalanceIT {

  @Test
  void joiningAndLeavingInstancesNeitherLoseNorRepeatNorShareAKey() {
    try (Run run = new Run(6)) {
      Set<String> inHandlers = ConcurrentHashMap.newKeySet();
      AtomicInteger shared = new AtomicInteger();
      Stage<Line> stage =
          delivery -> {
            if (!inHandlers.add(delivery.key())) {
              shared.incrementAndGet();
            }
            try {
              new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } finally {
              inHandlers.remove(delivery.key());
            }
            return ExactlyOnceIT.publish(run, delivery.key(), delivery.value());
          };
      run.sendLines(100, 0, 20);
      StageEngine<Line> a = run.start("a", stage);
      awaitHandled(run, 100);
      StageEngine<Line> b = run.start("b", stage);
      Run.eventually()
          .until(() -> run.meters.getLast().get(EngineMeter.ASSIGNED.meter()).gauge().value() > 0);
      run.sendLines(100, 20, 40);
      a.close();
      awaitHandled(run, 2_500);
      run.start("c", stage);
      awaitHandled(run, 4_000);
      b.close();
      run.assertExactlyOnceInOrder(100, 60);
      assertThat(shared).hasValue(0);
      assertThat(run.count(EngineMeter.REBALANCES)).isGreaterThan(3);
    }
  }

  /** With the classic protocol the second of a name puts the first out; here it is refused. */
  @Test
  void anInstanceWhosePlaceTheBrokerKeepsForAnotherWaitsForIt() {
    try (Run run = new Run(1)) {
      Map<String, Object> asOne =
          Map.of("group.protocol", "consumer", "group.instance.id", run.group + "-one");
      Map<String, Object> client = run.broker.client();
      client.putAll(asOne);
      client.put("group.id", run.group);
      StageEngine<Line> engine;
      try (KafkaConsumer<byte[], byte[]> other =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        other.subscribe(List.of(run.input.name()));
        Run.eventually()
            .until(
                () -> {
                  other.poll(Duration.ofMillis(100));
                  return !other.assignment().isEmpty();
                });
        run.sendLines(3, 0, 2);
        engine = run.start("a", FaultIT.slow(run), asOne);
        Run.eventually().until(() -> engine.health().detail().contains("group.instance.id"));
        assertThat(engine.health().live()).isTrue();
        assertThat(engine.health().ready()).isFalse();
      }

      run.assertExactlyOnceInOrder(3, 2);
      assertThat(engine.health().live()).isTrue();
    }
  }

  private static void awaitHandled(Run run, int records) {
    Run.eventually().until(() -> run.count(EngineMeter.HANDLED) >= records);
  }
}
