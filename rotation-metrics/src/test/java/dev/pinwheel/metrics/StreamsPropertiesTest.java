package dev.pinwheel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.TopicConfigs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsPropertiesTest {

  @Test
  void runsExactlyOnceFromTheBeginning() {
    StreamsConfig config = new StreamsConfig(properties(Map.of()));
    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getString("application.id")).isEqualTo("rotation-metrics");
    assertThat(config.getString("state.dir")).isEqualTo("/state");
    assertThat(config.getMainConsumerConfigs("rotation-metrics", "client", 0))
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("session.timeout.ms", 10_000);
    assertThat(config.getProducerConfigs("client"))
        .containsEntry("max.request.size", 2_097_176)
        .containsEntry("transaction.timeout.ms", 10_000);
  }

  @Test
  void quarantineTakesWhatTheProducerMaySend() {
    String quarantine = TopicConfigs.of(Topics.QUARANTINE).get("max.message.bytes");
    assertThat(properties(Map.of()).get("producer.max.request.size")).hasToString(quarantine);
  }

  @Test
  void configuredPropertiesWinOverDefaults() {
    assertThat(
            properties(Map.of("consumer.session.timeout.ms", "20000", "num.stream.threads", "2")))
        .containsEntry("consumer.session.timeout.ms", "20000")
        .containsEntry("num.stream.threads", "2");
  }

  @Test
  void serializersAreNotForTheClients() {
    assertThat(properties(Map.of("value.serializer", "x.Y", "value.deserializer", "x.Z")))
        .doesNotContainKeys("value.serializer", "value.deserializer");
  }

  @ParameterizedTest
  @CsvSource({
    "processing.guarantee, at_least_once",
    "application.id, other",
    "group.id, other",
    "auto.offset.reset, latest",
    "consumer.auto.offset.reset, latest",
    "main.consumer.isolation.level, read_uncommitted",
    "producer.acks, 1",
    "state.dir, /elsewhere",
    "production.exception.handler, x.Y",
    "deserialization.exception.handler, x.Y",
    "processing.exception.handler, x.Y",
    "producer.transactional.id, mine",
    "num.stream.threads, many"
  })
  void refusesWhatWouldBreakAPromise(String name, String value) {
    assertThatThrownBy(() -> properties(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void acceptsThePromisesOwnValues() {
    assertThat(
            properties(
                Map.of(
                    "processing.guarantee", "exactly_once_v2",
                    "isolation.level", "read_committed",
                    "acks", "-1",
                    "auto.offset.reset", "earliest")))
        .isNotNull();
  }

  @Test
  void everyFaultIsToldAtOnce() {
    RotationMetricsConfig config = config(Map.of("acks", "0", "state.dir", "x"));
    assertThatThrownBy(() -> StreamsProperties.of(config))
        .hasMessageContaining("acks")
        .hasMessageContaining("bootstrap.servers is missing")
        .hasMessageContaining("state.dir");
  }

  @Test
  void serializersComeFromTheSettings() {
    assertThatThrownBy(() -> ConfiguredValues.of(Map.of("value.serializer", "no.such.Class")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such.Class");
    assertThatThrownBy(() -> ConfiguredValues.of(Map.of("value.deserializer", "java.lang.String")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> ConfiguredValues.of(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema.registry.url");
  }

  private static Properties properties(Map<String, Object> kafka) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("bootstrap.servers", "kafka:9092");
    return StreamsProperties.of(config(all));
  }

  private static RotationMetricsConfig config(Map<String, Object> kafka) {
    Duration any = Duration.ofSeconds(1);
    return new RotationMetricsConfig(any, any, any, Path.of("/state"), kafka);
  }
}
