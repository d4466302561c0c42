package dev.pinwheel.cli;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * What the topics still hold of one rotation. Records of a target lie in the partition that Kafka's
 * own partitioner gives to its key, so that only those are read.
 */
final class RotationRecords implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final PinwheelAvroDeserializer<? extends SpecificRecord> deserializer =
      new PinwheelAvroDeserializer<>();

  /**
   * Connects to the cluster.
   *
   * @param kafka settings of Kafka clients and the schema registry
   */
  RotationRecords(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    settings.remove("value.deserializer");
    deserializer.configure(kafka, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The chain that a rotation replaced, as the executor recorded it.
   *
   * @param target {@code KIND/region/id}
   */
  Optional<String> previousChain(String target, UUID rotation) {
    for (Topic topic : List.of(Topics.API_APPLIED, Topics.ROTATION_FAILED)) {
      for (SpecificRecord event : read(topic, target)) {
        Optional<String> chain =
            switch (event) {
              case ApiApplied applied when applied.getRotationId().equals(rotation) ->
                  Optional.ofNullable(applied.getPreviousChain());
              case RotationFailed failed when failed.getRotationId().equals(rotation) ->
                  Optional.ofNullable(failed.getPreviousChain());
              default -> Optional.empty();
            };
        if (chain.isPresent()) {
          return chain;
        }
      }
    }
    return Optional.empty();
  }

  /** What was validated for a rotation. */
  Optional<ChainValidated> validated(String target, UUID rotation) {
    return read(Topics.CHAIN_VALIDATED, target).stream()
        .filter(ChainValidated.class::isInstance)
        .map(ChainValidated.class::cast)
        .filter(event -> event.getRotationId().equals(rotation))
        .findFirst();
  }

  /** Every event of a target that is committed now. */
  private List<SpecificRecord> read(Topic topic, String target) {
    byte[] key = target.getBytes(StandardCharsets.UTF_8);
    int partitions = consumer.partitionsFor(topic.name()).size();
    TopicPartition partition =
        new TopicPartition(topic.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    Map<Long, SpecificRecord> events = new LinkedHashMap<>();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
        if (found.value() != null && Arrays.equals(found.key(), key)) {
          events.put(found.offset(), deserializer.deserialize(topic.name(), found.value()));
        }
      }
    }
    return List.copyOf(events.values());
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }
}
