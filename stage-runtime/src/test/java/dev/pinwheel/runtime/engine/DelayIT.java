package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.engine.order.NotBefore;
import dev.pinwheel.runtime.engine.reading.PartitionGate;
import dev.pinwheel.testing.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Records that must not be handled before their time. */
class DelayIT {

  @Test
  void aDelayedRecordAndAllBehindItWaitWhileOtherPartitionsGoOn() {
    MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (Run run = new Run(2).with(clock)) {
      List<ProducerRecord<String, String>> records = new ArrayList<>();
      records.add(delayed(run, 0, "first", clock.instant().plusSeconds(60)));
      for (int i = 0; i < 3 * PartitionGate.MOST_RECORDS; i++) {
        records.add(new ProducerRecord<>(run.input.name(), 0, "behind" + i, "behind"));
      }
      records.add(new ProducerRecord<>(run.input.name(), 1, "other", "other"));
      run.broker.send(records);
      Set<String> handled = ConcurrentHashMap.newKeySet();
      run.start(
          "a",
          delivery -> {
            handled.add(delivery.key());
            return Outcome.nothing();
          });

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 1);
      clock.advance(Duration.ofMillis(59_999));
      run.broker.send(List.of(new ProducerRecord<>(run.input.name(), 1, "another", "another")));
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 2);
      assertThat(handled).containsExactlyInAnyOrder("other", "another");

      clock.advance(Duration.ofMillis(1));
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == records.size() + 1);
    }
  }

  @Test
  void aStageDelaysItsOutputsWithTheHeaderThatTheEngineReads() {
    try (Run run = new Run(1)) {
      Instant due = Instant.ofEpochMilli(4_102_444_800_000L);
      run.broker.send(List.of(run.line("k", "line")));
      run.start(
          "a",
          delivery ->
              Outcome.publish(Outbound.delayed(run.output, delivery.key(), delivery.value(), due)));

      run.outputs(1);
      assertThat(
              run.broker
                  .read(run.output.name())
                  .getFirst()
                  .headers()
                  .lastHeader(NotBefore.HEADER)
                  .value())
          .asString()
          .isEqualTo("4102444800000");
    }
  }

  private static ProducerRecord<String, String> delayed(
      Run run, int partition, String key, Instant due) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(run.input.name(), partition, key, key);
    NotBefore.write(record.headers(), due);
    return record;
  }
}
