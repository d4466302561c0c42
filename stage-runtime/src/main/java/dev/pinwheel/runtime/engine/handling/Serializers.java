package dev.pinwheel.runtime.engine.handling;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Makes the configured value serializer and deserializer, the way that Kafka's clients do. */
public final class Serializers {

  private Serializers() {}

  @SuppressWarnings("unchecked") // a stage publishes what the configured serializer takes
  public static Serializer<Object> serializer(Map<String, Object> kafka) {
    Serializer<Object> serializer =
        (Serializer<Object>)
            create(kafka.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG), Serializer.class);
    serializer.configure(kafka, false);
    return serializer;
  }

  public static Deserializer<?> deserializer(Map<String, Object> kafka) {
    Deserializer<?> deserializer =
        create(kafka.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG), Deserializer.class);
    deserializer.configure(kafka, false);
    return deserializer;
  }

  private static <T> T create(Object nameOrClass, Class<T> type) {
    try {
      return nameOrClass instanceof Class<?> known
          ? Utils.newInstance(known.asSubclass(type))
          : Utils.newInstance(nameOrClass.toString(), type);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + nameOrClass, e);
    }
  }
}
