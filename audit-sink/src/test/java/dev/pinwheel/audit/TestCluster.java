package dev.pinwheel.audit;

import dev.pinwheel.audit.kafka.AuditSink;
import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The one broker and registry of this module's tests, and what was written to them. */
final class TestCluster implements AutoCloseable {

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  private final KafkaProducer<String, SpecificRecord> events;
  private final KafkaProducer<byte[], byte[]> bytes;

  /** Every event that was ever written here: each test reads all of them again. */
  private final Set<UUID> written = ConcurrentHashMap.newKeySet();

  TestCluster() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              AuditSink.TOPICS.stream()
                  .map(topic -> new NewTopic(topic.name(), 2, (short) 1))
                  .toList())
          .all()
          .get();
    }
    SchemaRegistration.apply(settings(), AuditSink.TOPICS);
    events = new KafkaProducer<>(settings(), new StringSerializer(), serializer());
    bytes = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Settings of clients and serializers. */
  Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "schema.registry.url",
            registry.url(),
            "http.connect.timeout.ms",
            60_000,
            "http.read.timeout.ms",
            60_000));
  }

  EmbeddedRegistry registry() {
    return registry;
  }

  Set<UUID> written() {
    return Set.copyOf(written);
  }

  void write(Topic topic, SpecificRecord event) throws ExecutionException, InterruptedException {
    UUID eventId = (UUID) event.get(event.getSchema().getField("eventId").pos());
    var target =
        (dev.pinwheel.schemas.Target) event.get(event.getSchema().getField("target").pos());
    events.send(new ProducerRecord<>(topic.name(), TargetKey.of(target), event)).get();
    written.add(eventId);
  }

  RecordMetadata writeBytes(Topic topic, byte[] value)
      throws ExecutionException, InterruptedException {
    return bytes.send(new ProducerRecord<>(topic.name(), new byte[] {1}, value)).get();
  }

  @Override
  public void close() {
    events.close();
    bytes.close();
    registry.close();
    kafka.close();
  }

  private PinwheelAvroSerializer<SpecificRecord> serializer() {
    PinwheelAvroSerializer<SpecificRecord> serializer = new PinwheelAvroSerializer<>();
    serializer.configure(settings(), false);
    return serializer;
  }
}
