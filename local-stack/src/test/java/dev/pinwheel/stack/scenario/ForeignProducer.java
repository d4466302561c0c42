package dev.pinwheel.stack.scenario;

import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client with a partitioner and keys of its own; it waits for each acknowledgement. */
final class ForeignProducer implements AutoCloseable {

  private final KafkaProducer<byte[], RotationRequested> producer;

  ForeignProducer(LocalStack stack) {
    Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", PinwheelAvroSerializer.class);
    settings.put("max.in.flight.requests.per.connection", 1); // KAFKA-15591
    settings.put("metadata.max.age.ms", 500); // sees added partitions soon
    producer = new KafkaProducer<>(settings);
  }

  void send(Asked asked, int partition) {
    send(asked, partition, TargetKey.of(asked.target()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param key null for none
   */
  void send(Asked asked, int partition, byte[] key) {
    try {
      producer
          .send(
              new ProducerRecord<>(Topics.ROTATION_REQUESTED.name(), partition, key, asked.event()))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a request", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
