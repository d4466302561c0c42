package dev.pinwheel.metrics;

import dev.pinwheel.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Properties of Kafka Streams: our defaults, the configured ones over them, and what the promises
 * rest on over everything. A configured property that contradicts the last is refused rather than
 * overruled in silence.
 */
final class StreamsProperties {

  /** Only these values keep the promises; any other is refused. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          StreamsConfig.APPLICATION_ID_CONFIG, Set.of(Topics.ROTATION_METRICS),
          ConsumerConfig.GROUP_ID_CONFIG, Set.of(Topics.ROTATION_METRICS),
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG, Set.of(StreamsConfig.EXACTLY_ONCE_V2),
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, Set.of("false"),
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, Set.of("read_committed"),
          // latest would pass over records that were written before the first start
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, Set.of("earliest", "none"),
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"),
          ProducerConfig.ACKS_CONFIG, Set.of("all", "-1"));

  /** Ours: the handlers that Kafka Streams brings would drop records. */
  private static final Set<String> OWN =
      Set.of(
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  /** Kafka Streams knows a client's property with and without these. */
  private static final List<String> PREFIXES =
      List.of(
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.GLOBAL_CONSUMER_PREFIX,
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX);

  /** As large as the quarantine takes: the largest record of a topic, and headers that say why. */
  private static final int LARGEST_RECORD = 2 * 1_048_588;

  private StreamsProperties() {}

  /**
   * The properties.
   *
   * @throws IllegalArgumentException with everything that would break a promise at once
   */
  static Properties of(RotationMetricsConfig config) {
    check(config.kafka());
    Properties properties = new Properties();
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
    properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Map<String, Object> configured = new HashMap<>(config.kafka());
    // values are read and written inside the topology, by the configured classes
    configured.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    configured.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    properties.putAll(configured);
    if ("streams"
        .equalsIgnoreCase(String.valueOf(configured.get(StreamsConfig.GROUP_PROTOCOL_CONFIG)))) {
      // The broker decides these in that protocol.
      properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
      properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG));
    }
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Topics.ROTATION_METRICS);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
    return valid(properties);
  }

  private static Properties valid(Properties properties) {
    try {
      StreamsConfig unused = new StreamsConfig(properties);
      return properties;
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Kafka settings: " + e.getMessage(), e);
    }
  }

  private static void check(Map<String, Object> configured) {
    List<String> faults = new ArrayList<>();
    configured.forEach(
        (name, value) -> {
          String plain = withoutPrefix(name);
          String text = value.toString().toLowerCase(Locale.ROOT);
          if (ONLY.containsKey(plain) && !ONLY.get(plain).contains(text)) {
            faults.add(
                name
                    + " must be "
                    + String.join(" or ", ONLY.get(plain).stream().sorted().toList()));
          }
          if (OWN.contains(plain)) {
            faults.add(name + " is set by the metrics app and cannot be configured");
          }
        });
    if (!configured.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      faults.add(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG + " is missing");
    }
    if (!faults.isEmpty()) {
      faults.sort(null);
      throw new IllegalArgumentException("Kafka settings: " + String.join("; ", faults));
    }
  }

  private static String withoutPrefix(String name) {
    return PREFIXES.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }
}
