package dev.pinwheel.runtime.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Properties of the engine's Kafka clients: its own defaults, the configured ones over them, and
 * what its promises rest on over everything. A configured property that contradicts the last is
 * refused rather than overruled in silence.
 */
final class ClientProperties {

  private static final int BROKER_AWAY_MS = 120_000;

  /** Only these values keep the promises; any other is refused. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, Set.of("false"),
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, Set.of("read_committed"),
          // latest would pass over records that were written before the first start
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, Set.of("earliest", "none"),
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"),
          ProducerConfig.ACKS_CONFIG, Set.of("all", "-1"));

  /** The engine's own; not to be configured at all. */
  private static final List<String> OWN =
      List.of(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);

  private static final List<String> NEEDED =
      List.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

  private static final int MARKERS_MS = 5_000;

  private ClientProperties() {}

  /** Refuses what would break a promise, all of it at once. */
  static void check(String stage, Map<String, Object> configured) {
    List<String> faults = new ArrayList<>();
    ONLY.forEach(
        (name, allowed) -> {
          Object value = configured.get(name);
          if (value != null && !allowed.contains(value.toString().toLowerCase(Locale.ROOT))) {
            faults.add(
                name + " must be " + String.join(" or ", allowed.stream().sorted().toList()));
          }
        });
    OWN.stream()
        .filter(configured::containsKey)
        .forEach(name -> faults.add(name + " is set by the engine and cannot be configured"));
    NEEDED.stream()
        .filter(name -> !configured.containsKey(name))
        .forEach(name -> faults.add(name + " is missing"));
    Object group = configured.get(ConsumerConfig.GROUP_ID_CONFIG);
    if (group != null && !group.equals(stage)) {
      faults.add("group.id is the stage's name, " + stage + ", and cannot be another");
    }
    if (!faults.isEmpty()) {
      faults.sort(null);
      throw new IllegalArgumentException("Kafka settings: " + String.join("; ", faults));
    }
  }

  /** The consumer of the input topics. It hands out bytes: a bad record must not break a poll. */
  static Map<String, Object> consumer(EngineSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    // Members learn of a rebalance by a heartbeat, and a cooperative one has two rounds: partitions
    // that move lie idle that long.
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Partitions that are added to a topic are read within this time.
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    // What the client holds on top of the buffered bytes.
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.transactionalId());
    properties.putAll(settings.kafka());
    if ("consumer".equalsIgnoreCase(text(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
      // The broker decides these in that protocol, and the client refuses them.
      properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
      properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
      properties.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
    }
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.stage());
    readBytes(properties);
    return properties;
  }

  /** A consumer without a group, for reading a ledger. */
  static Map<String, Object> ledgerConsumer(EngineSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.transactionalId() + "-ledger");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
        .forEach(properties::remove);
    readBytes(properties);
    return properties;
  }

  /** The producer of outputs and offsets. */
  static Map<String, Object> producer(EngineSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    // Short transactions wait for the one before to be completed on the broker, and at the client's
    // default of 100 ms that wait dominates (KAFKA-18654).
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    // A broker that is away is waited for: whoever aborts because of it may abort what the broker
    // has committed and not marked everywhere (ARCHITECTURE.md, "What Kafka forgets").
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_AWAY_MS);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BROKER_AWAY_MS);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.transactionalId());
    properties.putAll(settings.kafka());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  /** A client that reads where topics end. */
  static Map<String, Object> admin(EngineSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.transactionalId() + "-ends");
    return properties;
  }

  /** The client of what ends transactions; it gives up within a stop, because it is asked again. */
  static Map<String, Object> markers(EngineSettings settings) {
    Map<String, Object> properties = admin(settings);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MARKERS_MS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MARKERS_MS);
    return properties;
  }

  static Duration transactionTimeout(EngineSettings settings) {
    return milliseconds(producer(settings).get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
  }

  /** How long a rebalance waits for this member. */
  static Duration rebalanceTimeout(EngineSettings settings) {
    return milliseconds(
        settings.kafka().getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000));
  }

  private static Duration milliseconds(Object value) {
    return Duration.ofMillis(Long.parseLong(value.toString()));
  }

  private static void readBytes(Map<String, Object> properties) {
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
