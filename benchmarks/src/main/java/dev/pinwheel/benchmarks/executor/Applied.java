package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Waits for rotations to be applied; one that fails ends the benchmark. */
final class Applied implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], SpecificRecord> consumer;

  /** Follows the topics from their ends. */
  Applied(Map<String, Object> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("isolation.level", "read_committed");
    settings.put("key.deserializer", ByteArrayDeserializer.class);
    settings.put("value.deserializer", PinwheelAvroDeserializer.class);
    consumer = new KafkaConsumer<>(settings);
    consumer.assign(
        Stream.of(Topics.API_APPLIED, Topics.ROTATION_FAILED)
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /**
   * When each was applied, by its event's own instant.
   *
   * @throws IllegalStateException where one fails, or not all are there in time
   */
  Map<UUID, Instant> await(Set<UUID> rotations, Duration limit) {
    Map<UUID, Instant> applied = new HashMap<>();
    Set<UUID> left = new HashSet<>(rotations);
    Instant end = Clock.systemUTC().instant().plus(limit);
    while (!left.isEmpty()) {
      if (Clock.systemUTC().instant().isAfter(end)) {
        throw new IllegalStateException(left.size() + " rotations are not applied after " + limit);
      }
      for (ConsumerRecord<byte[], SpecificRecord> found : consumer.poll(POLL)) {
        switch (found.value()) {
          case ApiApplied event -> {
            if (left.remove(event.getRotationId())) {
              applied.put(event.getRotationId(), event.getOccurredAt());
            }
          }
          case RotationFailed event -> {
            if (left.contains(event.getRotationId())) {
              throw new IllegalStateException("a rotation failed: " + event.getMessage());
            }
          }
          default -> throw new IllegalStateException("an event of another kind: " + found.value());
        }
      }
    }
    return applied;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
