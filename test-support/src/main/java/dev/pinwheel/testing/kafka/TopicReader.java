package dev.pinwheel.testing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics whole, from the beginning to where they end now, as a read_committed reader does. A
 * transaction that is decided a moment before its end is marked on every partition is waited for.
 */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private TopicReader() {}

  /**
   * Every committed record of some topics, each partition in its order.
   *
   * @throws IllegalStateException where the end is not reached within a minute, as behind a
   *     transaction that nobody ends
   */
  public static List<ConsumerRecord<byte[], byte[]>> readAll(
      String bootstrapServers, Collection<String> topics) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return readTo(consumer, ends(bootstrapServers, partitions));
    }
  }

  /** Where the logs end, open transactions included. */
  private static Map<TopicPartition, Long> ends(
      String bootstrapServers, List<TopicPartition> partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .listOffsets(
              partitions.stream()
                  .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the ends of " + partitions + " cannot be read", e);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> readTo(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int idle = 0; idle < 300; ) {
      if (ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        return records;
      }
      int before = records.size();
      consumer.poll(POLL).forEach(records::add);
      idle = records.size() == before ? idle + 1 : 0;
    }
    throw new IllegalStateException("the end of " + ends + " was not reached within a minute");
  }
}
