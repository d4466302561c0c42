package dev.pinwheel.metrics;

import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Makes the configured value serializer and deserializer; ours where none is configured. */
final class ConfiguredValues {

  /** Confluent's deserializer makes generic records unless it is told so. */
  private static final String SPECIFIC = "specific.avro.reader";

  /** With the pauses 4 s, of the 8 s that a stop may take and of the transaction's 10 s. */
  private static final int ATTEMPTS = 17;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private ConfiguredValues() {}

  /**
   * Reads events and writes metrics. The caller closes it.
   *
   * @throws IllegalArgumentException naming what is wrong with the configured classes or their
   *     settings
   */
  // which records a configured class takes is known at its first one
  @SuppressWarnings("unchecked")
  static Serde<SpecificRecord> of(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putIfAbsent(SPECIFIC, "true");
    settings.putIfAbsent("auto.register.schemas", "false"); // `topics apply` does, with the rule
    try {
      Serializer<SpecificRecord> serializer =
          create(
              kafka.getOrDefault(
                  ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, PinwheelAvroSerializer.class),
              Serializer.class);
      Deserializer<SpecificRecord> deserializer =
          create(
              kafka.getOrDefault(
                  ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, PinwheelAvroDeserializer.class),
              Deserializer.class);
      serializer.configure(settings, false);
      deserializer.configure(settings, false);
      return Serdes.serdeFrom(
          serializer,
          new PatientDeserializer<>(
              deserializer, ATTEMPTS, () -> LockSupport.parkNanos(PAUSE.toNanos())));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Kafka settings: " + e.getMessage(), e);
    }
  }

  private static <T> T create(Object nameOrClass, Class<T> type) {
    try {
      return nameOrClass instanceof Class<?> known
          ? Utils.newInstance(known.asSubclass(type))
          : Utils.newInstance(nameOrClass.toString(), type);
    } catch (ClassNotFoundException | ClassCastException | KafkaException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + nameOrClass, e);
    }
  }
}
