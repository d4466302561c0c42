package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.ApiApplied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

  @Test
  void hasDefaults() {
    RegistryConfig config =
        RegistryConfig.of(Map.of("schema.registry.url", "http://registry:8081"));

    assertThat(config.endpoints()).hasToString("[http://registry:8081]");
    assertThat(config.tls()).isEmpty();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.answerTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void takesEverySetting() {
    RegistryConfig config =
        RegistryConfig.of(
            Map.of(
                "schema.registry.url",
                "http://one:8081/, https://two/apis/ccompat/v7//",
                "http.connect.timeout.ms",
                "250",
                "http.read.timeout.ms",
                1500,
                "bootstrap.servers",
                "of somebody else"));

    assertThat(config.endpoints()).hasToString("[http://one:8081, https://two/apis/ccompat/v7]");
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.answerTimeout()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void takesAListOfUrls() {
    assertThat(
            RegistryConfig.of(Map.of("schema.registry.url", List.of("http://a", "http://b")))
                .endpoints())
        .hasSize(2);
  }

  @Test
  void needsAUrl() {
    assertThatThrownBy(() -> RegistryConfig.of(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
    assertThatThrownBy(() -> RegistryConfig.of(Map.of("schema.registry.url", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aTimeLimitOfNothingIsRefused() {
    assertThatThrownBy(
            () ->
                RegistryConfig.of(
                    Map.of("schema.registry.url", "http://a", "http.read.timeout.ms", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.read.timeout.ms");
  }

  @Test
  void serializersHaveConfluentsDefaultsButReadGeneratedClassesAndRegisterNothing() {
    SerdeConfig config = SerdeConfig.of(Map.of(), false);

    assertThat(config.subjects()).isEqualTo(SubjectNames.TOPIC);
    assertThat(config.autoRegister()).isFalse();
    assertThat(config.useLatest()).isFalse();
    assertThat(config.specific()).isTrue();
    assertThat(config.recordType()).isEmpty();
    assertThat(config.cachedSchemas()).isEqualTo(1000);
  }

  @Test
  void keysAndValuesHaveSettingsOfTheirOwn() {
    Map<String, ?> settings =
        Map.of(
            "key.subject.name.strategy",
            "RecordNameStrategy",
            "specific.avro.key.type",
            ApiApplied.class,
            "max.schemas.per.subject",
            "7");

    assertThat(SerdeConfig.of(settings, true).subjects()).isEqualTo(SubjectNames.RECORD);
    assertThat(SerdeConfig.of(settings, true).recordType()).contains(ApiApplied.class);
    assertThat(SerdeConfig.of(settings, true).cachedSchemas()).isEqualTo(7);
    assertThat(SerdeConfig.of(settings, false).subjects()).isEqualTo(SubjectNames.TOPIC);
    assertThat(SerdeConfig.of(settings, false).recordType()).isEmpty();
  }

  @Test
  void anUnknownStrategyIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(
            () ->
                SerdeConfig.of(
                    Map.of("value.subject.name.strategy", "com.example.OwnStrategy"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.subject.name.strategy")
        .hasMessageContaining("TopicRecordNameStrategy");
  }

  @Test
  void onlyGeneratedClassesCanBeExpected() {
    assertThatThrownBy(
            () -> SerdeConfig.of(Map.of("specific.avro.value.type", "java.lang.String"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("specific.avro.value.type");
  }

  @Test
  void neitherTrueNorFalseIsRefused() {
    assertThatThrownBy(() -> SerdeConfig.of(Map.of("auto.register.schemas", "maybe"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("auto.register.schemas");
  }
}
