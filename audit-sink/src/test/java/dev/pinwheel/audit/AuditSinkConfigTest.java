package dev.pinwheel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.CommonKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSinkConfigTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "database.url", "jdbc:postgresql://db:5432/audit",
          "database.user", "writer",
          "database.password", "env:DB_PASSWORD",
          "kafka.bootstrap.servers", "kafka:9092");

  @Test
  void hasDefaultsForEverythingButTheAddresses() throws InvalidSettingsException {
    AuditSinkConfig config = config(Map.of());

    assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db:5432/audit");
    assertThat(config.database().user()).isEqualTo("writer");
    assertThat(config.database().password().reveal()).isEqualTo("s3cret");
    assertThat(config.limits().records()).isEqualTo(500);
    assertThat(config.limits().linger()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.group()).isEqualTo("audit-sink");
    assertThat(config.valueDeserializer())
        .isEqualTo("dev.pinwheel.schemas.serde.PinwheelAvroDeserializer");
    assertThat(config.deserializer()).containsEntry("specific.avro.reader", "false");
    assertThat(config.consumer())
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("max.poll.records", "500")
        .containsEntry("group.id", "audit-sink");
  }

  @Test
  void takesEverySettingFromTheOperator() throws InvalidSettingsException {
    AuditSinkConfig config =
        config(
            Map.of(
                "batch.size", "20",
                "batch.linger", "1s",
                "kafka.group.id", "mine",
                "kafka.value.deserializer", "com.example.Theirs",
                "kafka.specific.avro.reader", "true",
                "kafka.isolation.level", "read_committed"));

    assertThat(config.limits().records()).isEqualTo(20);
    assertThat(config.limits().linger()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.group()).isEqualTo("mine");
    assertThat(config.valueDeserializer()).isEqualTo("com.example.Theirs");
    assertThat(config.deserializer()).containsEntry("specific.avro.reader", "true");
    assertThat(config.consumer())
        .containsEntry("max.poll.records", "20")
        .containsEntry(
            "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
  }

  @Test
  void anInstanceWithANameTakesItsPlaceInTheGroupAgain() throws InvalidSettingsException {
    assertThat(config(Map.of("instance.id", "a-0")).consumer())
        .containsEntry("group.instance.id", "a-0")
        .containsEntry("session.timeout.ms", "6000");
    assertThat(config(Map.of()).consumer()).doesNotContainKey("group.instance.id");
  }

  @Test
  void theConsumerProtocolGetsNoSettingThatItsClientRefuses() throws InvalidSettingsException {
    Map<String, Object> consumer =
        config(Map.of("kafka.group.protocol", "consumer", "kafka.session.timeout.ms", "9000"))
            .consumer();

    assertThatCode(() -> new ConsumerConfig(consumer)).doesNotThrowAnyException();
    assertThat(consumer).doesNotContainKey("partition.assignment.strategy");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.isolation.level, read_uncommitted, kafka.isolation.level",
    "kafka.enable.auto.commit, true, kafka.enable.auto.commit",
    "database.url, jdbc:mysql://db/audit, database.url",
    "database.url, jdbc:postgresql://db/audit?password=x, database.password",
  })
  void refusesWhatWouldBreakItsPromises(String key, String value, String named) {
    assertThatThrownBy(() -> config(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"0", "5001"})
  void refusesBatchesOutOfRange(String size) {
    assertThatThrownBy(() -> config(Map.of("batch.size", size)))
        .isInstanceOf(InvalidSettingsException.class);
  }

  @Test
  void refusesToStartWithoutBrokers() {
    Map<String, String> without = new HashMap<>(LEAST);
    without.remove("kafka.bootstrap.servers");

    assertThatThrownBy(() -> read(without)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsASecret() throws InvalidSettingsException {
    assertThat(config(Map.of("kafka.sasl.jaas.config", "env:DB_PASSWORD")).toString())
        .doesNotContain("s3cret")
        .contains("sasl.jaas.config");
  }

  private static AuditSinkConfig config(Map<String, String> more) throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>(LEAST);
    all.putAll(more);
    return read(all);
  }

  private static AuditSinkConfig read(Map<String, String> all) throws InvalidSettingsException {
    return AuditSinkConfig.of(
        Settings.read(
            CommonKeys.with(AuditSinkDefinition.definition()),
            all,
            Map.of("DB_PASSWORD", "s3cret")));
  }
}
