package dev.pinwheel.webhook.deadletter;

import dev.pinwheel.runtime.kafka.CoordinatorMarkers;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.schemas.topics.OutsideRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Clients made of the settings under {@code kafka.}. They move bytes; events are read and written
 * by the configured serializers beside them, so that one record that cannot be read stops nothing.
 */
record DeadLetterClients(Map<String, Object> kafka) {

  /** Fixed, so that a replay fences the one before it. */
  static final String TRANSACTIONAL_ID = OutsideRole.REPLAY_ID;

  DeadLetterClients {
    kafka = Map.copyOf(kafka);
  }

  /** A reader without a group. */
  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The one transactional writer. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>();
    // Short transactions wait for the one before to end; see KAFKA-18654.
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    // What a killed replay leaves open hides later records of the delay topic for so long.
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    properties.putAll(kafka);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What that writer's transactions end with. */
  TransactionMarkers markers() {
    return new CoordinatorMarkers(
        TRANSACTIONAL_ID,
        kafka,
        List.of(TransactionalReplay.DELAY_TOPIC.name(), ReplayLedger.TOPIC.name()),
        Optional.empty());
  }

  Deserializer<SpecificRecord> deserializer() {
    @SuppressWarnings("unchecked")
    Deserializer<SpecificRecord> deserializer =
        configured(
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            PinwheelAvroDeserializer.class,
            Deserializer.class);
    deserializer.configure(kafka, false);
    return deserializer;
  }

  Serializer<SpecificRecord> serializer() {
    @SuppressWarnings("unchecked")
    Serializer<SpecificRecord> serializer =
        configured(
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            PinwheelAvroSerializer.class,
            Serializer.class);
    serializer.configure(kafka, false);
    return serializer;
  }

  private <T> T configured(String name, Class<?> byDefault, Class<T> type) {
    ConfigDef definition =
        new ConfigDef()
            .define(name, ConfigDef.Type.CLASS, byDefault, ConfigDef.Importance.HIGH, name);
    return new AbstractConfig(definition, kafka, false).getConfiguredInstance(name, type);
  }
}
