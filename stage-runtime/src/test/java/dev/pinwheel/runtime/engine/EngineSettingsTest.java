package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {

  private static final Map<String, Object> NEEDED =
      Map.of(
          "bootstrap.servers", "localhost:1",
          "value.serializer", "S",
          "value.deserializer", "D");

  @Test
  void theEnginesOwnDefaultsHoldWhereNothingIsConfigured() {
    EngineSettings settings = settings(Map.of());

    assertThat(ClientProperties.consumer(settings))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("group.id", "stage");
    assertThat(ClientProperties.producer(settings))
        .containsEntry("retry.backoff.ms", 5)
        .containsEntry("retry.backoff.max.ms", 1_000)
        .containsEntry("transaction.timeout.ms", 10_000)
        .containsEntry("acks", "all")
        .containsEntry("transactional.id", "stage-1");
  }

  @Test
  void whatIsConfiguredWinsOverDefaults() {
    EngineSettings settings = settings(Map.of("transaction.timeout.ms", "20000", "linger.ms", 2));

    assertThat(ClientProperties.producer(settings)).containsEntry("linger.ms", 2);
    assertThat(ClientProperties.transactionTimeout(settings)).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({
    "enable.auto.commit,true",
    "isolation.level,read_uncommitted",
    "auto.offset.reset,latest",
    "enable.idempotence,false",
    "acks,1",
    "transactional.id,mine",
    "key.deserializer,D",
    "group.id,other"
  })
  void whatWouldBreakAPromiseIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "enable.auto.commit,false",
    "isolation.level,READ_COMMITTED",
    "auto.offset.reset,none",
    "acks,-1",
    "group.id,stage"
  })
  void theSamePropertiesWithHarmlessValuesAreAllowed(String name, String value) {
    assertThat(settings(Map.of(name, value)).kafka()).containsEntry(name, value);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                new EngineSettings(
                    "stage",
                    List.of(Topics.ROTATION_REQUESTED),
                    List.of(),
                    Map.of("acks", "0"),
                    "id",
                    EngineLimits.defaults()))
        .hasMessageContaining("acks")
        .hasMessageContaining("bootstrap.servers is missing")
        .hasMessageContaining("value.deserializer is missing");
  }

  @Test
  void theNewGroupProtocolDoesWithoutTheOldOnesProperties() {
    assertThat(ClientProperties.consumer(settings(Map.of("group.protocol", "consumer"))))
        .doesNotContainKeys(
            "partition.assignment.strategy", "session.timeout.ms", "heartbeat.interval.ms");
  }

  @Test
  void valuesOfPropertiesAreNotPrinted() {
    assertThat(settings(Map.of("sasl.jaas.config", "hush")).toString())
        .contains("sasl.jaas.config")
        .doesNotContain("hush");
  }

  @Test
  void limitsHaveBounds() {
    EngineLimits usual = EngineLimits.defaults();
    assertThat(withDrain(usual, Duration.ofSeconds(9)).drainTimeout()).hasSeconds(9);
    assertThatThrownBy(() -> withDrain(usual, Duration.ofMillis(9_001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> withDrain(usual, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EngineLimits withDrain(EngineLimits usual, Duration drain) {
    return new EngineLimits(
        usual.concurrency(),
        usual.bufferedRecords(),
        usual.bufferedBytes(),
        usual.commitInterval(),
        drain,
        usual.backoff(),
        usual.offsetWindow(),
        usual.ledgerEntries(),
        usual.successor());
  }

  private static EngineSettings settings(Map<String, Object> configured) {
    Map<String, Object> kafka = new HashMap<>(NEEDED);
    kafka.putAll(configured);
    return new EngineSettings(
        "stage",
        List.of(Topics.ROTATION_REQUESTED),
        List.of(Topics.CHAIN_VALIDATED),
        kafka,
        "stage-1",
        EngineLimits.defaults());
  }
}
