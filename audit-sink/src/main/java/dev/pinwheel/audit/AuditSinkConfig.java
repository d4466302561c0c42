package dev.pinwheel.audit;

import dev.pinwheel.audit.kafka.BatchLimits;
import dev.pinwheel.audit.postgres.DatabaseAccess;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.CommonKeys;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How the sink runs.
 *
 * @param kafka everything under {@code kafka.}, without that prefix; may hold secrets
 */
public record AuditSinkConfig(
    DatabaseAccess database, BatchLimits limits, Map<String, Object> kafka) {

  public static final ConfigKey<String> DATABASE_URL =
      ConfigKey.text(
          "database.url", "JDBC URL, jdbc:postgresql://host:port/database, without credentials");
  public static final ConfigKey<String> DATABASE_USER =
      ConfigKey.text("database.user", "database role");
  public static final ConfigKey<Secret> DATABASE_PASSWORD =
      ConfigKey.secret("database.password", "the role's password");
  static final ConfigKey<Integer> BATCH_SIZE =
      ConfigKey.integer("batch.size", "most records in one database transaction", 1, 5_000)
          .withDefault("500");
  static final ConfigKey<Duration> BATCH_LINGER =
      ConfigKey.duration("batch.linger", "longest wait for a batch to fill").withDefault("50ms");

  static final List<ConfigKey<?>> KEYS =
      List.of(DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, BATCH_SIZE, BATCH_LINGER);

  private static final String DEFAULT_DESERIALIZER =
      "dev.pinwheel.schemas.serde.PinwheelAvroDeserializer";

  /** What the sink's promises stand on; settings may repeat it, not change it. */
  private static final Map<String, String> FIXED =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException that names the setting that is wrong
   */
  public AuditSinkConfig {
    kafka = Map.copyOf(kafka);
    if (!database.url().startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          DATABASE_URL.name() + ": expected jdbc:postgresql://host:port/database");
    }
    if (database.url().contains("password=")) {
      throw new IllegalArgumentException(
          DATABASE_URL.name() + ": the password belongs into " + DATABASE_PASSWORD.name());
    }
    if (!kafka.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("kafka.bootstrap.servers is missing");
    }
    for (Map.Entry<String, String> fixed : FIXED.entrySet()) {
      if (!kafka
          .getOrDefault(fixed.getKey(), fixed.getValue())
          .toString()
          .equals(fixed.getValue())) {
        throw new IllegalArgumentException(
            "kafka."
                + fixed.getKey()
                + ": the audit sink works with "
                + fixed.getValue()
                + " only");
      }
    }
  }

  /** Reads the settings. */
  public static AuditSinkConfig of(Settings settings) {
    return new AuditSinkConfig(
        new DatabaseAccess(
            settings.get(DATABASE_URL),
            settings.get(DATABASE_USER),
            settings.get(DATABASE_PASSWORD)),
        new BatchLimits(settings.get(BATCH_SIZE), settings.get(BATCH_LINGER)),
        member(settings));
  }

  /**
   * With its instance's name as that of a static member, a sink that was killed takes its place in
   * the group again at once, and nobody waits until the dead member's session ends.
   */
  private static Map<String, Object> member(Settings settings) {
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    settings
        .get(CommonKeys.INSTANCE_ID)
        .ifPresent(
            instance -> kafka.putIfAbsent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
    return kafka;
  }

  /** The consumer group, which is also the name that offsets in the database are kept under. */
  public String group() {
    return kafka.getOrDefault(ConsumerConfig.GROUP_ID_CONFIG, Topics.AUDIT_SINK).toString();
  }

  /** Settings of the consumer, which reads bytes. */
  public Map<String, Object> consumer() {
    Map<String, Object> consumer =
        new HashMap<>(
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName(),
                // what a member that died without an instance.id holds up the others for
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000",
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1000",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000",
                // bounds the memory of a poll; a larger record still comes, alone
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "8388608",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(limits.records())));
    consumer.putAll(kafka);
    if ("consumer"
        .equalsIgnoreCase(String.valueOf(kafka.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
      // The broker decides these in that protocol, and the client refuses them.
      consumer.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
      consumer.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
      consumer.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
    }
    consumer.putAll(FIXED);
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, group());
    consumer.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    consumer.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return consumer;
  }

  /** Class that understands values. */
  public String valueDeserializer() {
    return kafka
        .getOrDefault(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, DEFAULT_DESERIALIZER)
        .toString();
  }

  /**
   * Settings of that class. Unless told otherwise it reads by the writer's schema, so that fields
   * which this version does not know come into the log, too.
   */
  public Map<String, Object> deserializer() {
    Map<String, Object> deserializer = new HashMap<>(kafka);
    deserializer.putIfAbsent("specific.avro.reader", "false");
    return deserializer;
  }

  /** Kafka's settings may hold secrets: their names have to do. */
  @Override
  public String toString() {
    return "AuditSinkConfig[" + database + ", " + limits + ", kafka=" + kafka.keySet() + "]";
  }
}
