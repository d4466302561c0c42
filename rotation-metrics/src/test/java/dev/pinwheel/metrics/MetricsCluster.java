package dev.pinwheel.metrics;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.TopicAdmin;
import dev.pinwheel.testing.kafka.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one broker and registry of this module's tests, with the catalogue's topics. */
final class MetricsCluster implements AutoCloseable {

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  private final PinwheelAvroSerializer<SpecificRecord> serializer = new PinwheelAvroSerializer<>();
  private final PinwheelAvroDeserializer<SpecificRecord> deserializer =
      new PinwheelAvroDeserializer<>();
  private final KafkaProducer<byte[], byte[]> producer;

  MetricsCluster() throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    try (Admin admin = Admin.create(settings)) {
      new TopicAdmin(admin).apply(Topics.all());
    }
    SchemaRegistration.apply(settings, Topics.all());
    serializer.configure(settings, false);
    deserializer.configure(settings, false);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  EmbeddedRegistry registry() {
    return registry;
  }

  /** The service as a process makes it, with windows of a day. */
  Service service(Path stateFolder) throws InvalidSettingsException {
    return service(stateFolder, "classic");
  }

  /** The same with another {@code group.protocol}. */
  Service service(Path stateFolder, String protocol) throws InvalidSettingsException {
    Map<String, String> file =
        Map.of(
            "kafka.group.protocol",
            protocol,
            "window",
            "1d",
            "grace",
            "1d",
            "emit.interval",
            "100ms",
            "state.folder",
            stateFolder.toString(),
            "kafka.bootstrap.servers",
            kafka.bootstrapServers(),
            "kafka.schema.registry.url",
            registry.url());
    return RotationMetricsDefinition.definition()
        .factory()
        .create(
            Settings.read(RotationMetricsDefinition.definition().keys(), file, Map.of()),
            new Environment(
                Clock.systemUTC(), RandomGenerator.getDefault(), new SimpleMeterRegistry()));
  }

  byte[] bytes(Topic topic, SpecificRecord event) {
    return serializer.serialize(topic.name(), event);
  }

  RecordMetadata write(Topic topic, int partition, byte[] value)
      throws ExecutionException, InterruptedException {
    return producer
        .send(new ProducerRecord<>(topic.name(), partition, new byte[] {7}, value))
        .get();
  }

  void write(Topic topic, int partition, SpecificRecord event)
      throws ExecutionException, InterruptedException {
    write(topic, partition, bytes(topic, event));
  }

  /** Every committed metric of a topic, oldest first in each partition. */
  <T extends SpecificRecord> List<T> metrics(Topic topic, Class<T> type) {
    return records(topic).stream()
        .map(record -> type.cast(deserializer.deserialize(topic.name(), record.value())))
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
    return TopicReader.readAll(kafka.bootstrapServers(), List.of(topic.name()));
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
    deserializer.close();
    registry.close();
    kafka.close();
  }
}
