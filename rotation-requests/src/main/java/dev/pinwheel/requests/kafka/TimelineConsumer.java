package dev.pinwheel.requests.kafka;

import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** Makes the reader of the timelines out of the settings of a Kafka client. */
public final class TimelineConsumer {

  private static final List<String> TOPICS =
      Stream.of(
              Topics.ROTATION_REQUESTED,
              Topics.CHAIN_VALIDATED,
              Topics.API_APPLIED,
              Topics.ROTATION_FAILED,
              Topics.WEBHOOK_DELIVERED,
              Topics.WEBHOOK_DEAD_LETTER)
          .map(Topic::name)
          .toList();

  private TimelineConsumer() {}

  /**
   * A reader that is not started.
   *
   * @param kafka settings of Kafka clients and serializers
   */
  public static TimelineReader reader(
      Map<String, Object> kafka, Timelines timelines, MeterRegistry meters) {
    return new TimelineReader(
        () -> new KafkaConsumer<>(settings(kafka)), deserializer(kafka), TOPICS, timelines, meters);
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, Topics.ROTATION_REQUESTS);
    settings.putAll(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return settings;
  }

  /** Values are decoded outside of the client, where one that cannot be decoded stops it. */
  @SuppressWarnings("unchecked") // a deserializer that makes other values fails at the first record
  private static Deserializer<? extends SpecificRecord> deserializer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putIfAbsent("specific.avro.reader", "true");
    String name =
        kafka
            .getOrDefault(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                PinwheelAvroDeserializer.class.getName())
            .toString();
    try {
      Deserializer<? extends SpecificRecord> deserializer =
          Utils.newInstance(name, Deserializer.class);
      deserializer.configure(settings, false);
      return deserializer;
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "kafka.value.deserializer: there is no class " + name + " on the class path", e);
    }
  }
}
