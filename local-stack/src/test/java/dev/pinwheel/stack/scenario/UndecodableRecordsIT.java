package dev.pinwheel.stack.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Promises;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Bytes that are no event, on every partition of every topic that a stage reads. */
final class UndecodableRecordsIT {

  @Test
  void everyUndecodableRecordIsQuarantinedAndItsPartitionGoesOn() throws Exception {
    try (ScenarioRun run = ScenarioRun.start(options -> options)) {
      run.requests().ask(18);
      for (Topic topic : Topics.all()) {
        if (topic.value().isPresent() && !topic.name().endsWith("-metrics")) {
          litter(run, topic);
        }
      }
      run.requests().ask(18);
      ScenarioRun.eventually().until(() -> run.follower().quarantined().containsAll(run.garbage()));

      Evidence evidence = run.evidence();
      Promises.requireKept(evidence);
      assertThat(evidence.events(ApiApplied.class)).hasSize(36);
      ScenarioRun.eventually()
          .untilAsserted(
              () -> assertThat(run.stack().stages()).allMatch(StackStage::isReady, "is ready"));
    }
  }

  /** A different kind of garbage on each of the topic's partitions. */
  private static void litter(ScenarioRun run, Topic topic)
      throws ExecutionException, InterruptedException {
    byte[] good = goodRecord(run);
    byte[] unknownSchema = good.clone();
    unknownSchema[1] = 0x7f;
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 1;
    List<byte[]> garbage = new ArrayList<>();
    garbage.add(wrongMagic);
    garbage.add(unknownSchema);
    garbage.add(Arrays.copyOf(good, good.length / 2));
    garbage.add(Arrays.copyOf(good, 3));
    garbage.add(new byte[0]);
    garbage.add(null);
    try (Litter litter = new Litter(run)) {
      for (int partition = 0; partition < garbage.size(); partition++) {
        byte[] key = {'k'};
        litter.drop(new ProducerRecord<>(topic.name(), partition, key, garbage.get(partition)));
      }
    }
  }

  private static byte[] goodRecord(ScenarioRun run) {
    try (PinwheelAvroSerializer<org.apache.avro.specific.SpecificRecord> serializer =
        new PinwheelAvroSerializer<>()) {
      serializer.configure(run.stack().kafkaClient(), false);
      return serializer.serialize(
          Topics.ROTATION_REQUESTED.name(), run.requests().plan(run.requests().missing()).event());
    }
  }
}
