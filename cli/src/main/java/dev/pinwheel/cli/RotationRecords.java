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
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * What the topics still hold of the rotations of one target. Records of a target lie in the
 * partition that Kafka's own partitioner gives to its key, so that only those are read.
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
   * What the topics hold of the rotations of a target.
   *
   * @param target {@code KIND/region/id}
   */
  PreviousChain.History history(String target) {
    return new PreviousChain.History(
        read(Topics.API_APPLIED, target, ApiApplied.class),
        read(Topics.ROTATION_FAILED, target, RotationFailed.class),
        read(Topics.CHAIN_VALIDATED, target, ChainValidated.class));
  }

  /** Every event of a target that is committed now. */
  private <T extends SpecificRecord> List<T> read(Topic topic, String target, Class<T> type) {
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
    return events.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }
}
