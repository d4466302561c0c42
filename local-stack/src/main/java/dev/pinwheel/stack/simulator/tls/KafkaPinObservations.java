package dev.pinwheel.stack.simulator.tls;

import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes observations to the topic pin-observed, keyed by target. */
public final class KafkaPinObservations implements PinObservations, AutoCloseable {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final Producer<String, PinObserved> producer;

  public KafkaPinObservations(Producer<String, PinObserved> producer) {
    this.producer = producer;
  }

  /**
   * Opens a producer.
   *
   * @param kafka at least {@code bootstrap.servers}, {@code value.serializer} and what the
   *     serializer needs, such as {@code schema.registry.url}
   */
  public static KafkaPinObservations open(Map<String, Object> kafka) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1); // KAFKA-15591
    return new KafkaPinObservations(new KafkaProducer<>(all));
  }

  @Override
  public CompletableFuture<Void> publish(PinObserved observation) {
    CompletableFuture<Void> safe = new CompletableFuture<>();
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.PIN_OBSERVED.name(), TargetKey.of(observation.getTarget()), observation),
            (metadata, failure) -> {
              if (failure == null) {
                safe.complete(null);
              } else {
                safe.completeExceptionally(failure);
              }
            });
    return safe;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WAIT);
  }
}
