package dev.pinwheel.requests.kafka;

import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes requests and waits until every in-sync replica has them. */
public final class RotationPublisher implements AutoCloseable {

  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(3);

  private final Supplier<Producer<String, Object>> producers;
  private final Duration limit;

  /** Null until it is opened. */
  private volatile Producer<String, Object> producer;

  /**
   * A publisher that is not open.
   *
   * @param kafka settings of Kafka clients and serializers
   * @param limit how long to wait for the broker
   */
  public RotationPublisher(Map<String, Object> kafka, Duration limit) {
    this(() -> new KafkaProducer<>(settings(kafka, limit)), limit);
  }

  RotationPublisher(Supplier<Producer<String, Object>> producers, Duration limit) {
    this.producers = producers;
    this.limit = limit;
  }

  /** Makes the producer: nothing can be published before. */
  public void open() {
    producer = producers.get();
  }

  /** Everything but durability and ordering can be set; those two are promised. */
  static Map<String, Object> settings(Map<String, Object> kafka, Duration limit) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, PinwheelAvroSerializer.class.getName());
    settings.put("auto.register.schemas", "false"); // `topics apply` does, with the rule
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, Topics.ROTATION_REQUESTS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
    settings.putAll(kafka);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition takes a producer's second request where its first came too early (KAFKA-15591).
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit.toMillis());
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) limit.toMillis() * 2);
    return settings;
  }

  /**
   * Publishes events.
   *
   * @throws NotAcknowledgedException where some may not be there, though they may turn up later
   */
  public void publish(List<RotationRequested> events, TraceContext trace)
      throws NotAcknowledgedException, InterruptedException {
    if (producer == null) {
      throw new NotAcknowledgedException(
          new IllegalStateException("something that publishing needs is missing"));
    }
    List<CompletableFuture<Void>> acknowledged = new ArrayList<>();
    try {
      for (RotationRequested event : events) {
        acknowledged.add(send(event, trace));
      }
      CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NotAcknowledgedException(e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw new NotAcknowledgedException(e);
    }
  }

  private CompletableFuture<Void> send(RotationRequested event, TraceContext trace) {
    String key = TargetKey.of(event.getTarget());
    ProducerRecord<String, Object> record =
        new ProducerRecord<>(
            Topics.ROTATION_REQUESTED.name(),
            TargetLane.of(Topics.ROTATION_REQUESTED, key),
            key,
            event);
    record.headers().add(TraceContext.HEADER, trace.header().getBytes(StandardCharsets.US_ASCII));
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    // the callback tells the same as the future, without a thread that waits for it
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSES_WITHIN);
    }
  }
}
