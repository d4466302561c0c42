package dev.pinwheel.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.TargetKind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationRequestsConfigTest {

  private static final Map<String, String> LEAST =
      Map.of("kafka.bootstrap.servers", "localhost:9092", "tokens.ci", "env:CI");
  private static final Map<String, String> ENVIRONMENT = Map.of("CI", "one", "TEAM", "two");

  @Test
  void takesDefaults() throws Exception {
    RotationRequestsConfig config = read(Map.of());

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.targetKinds())
        .containsExactlyInAnyOrder(
            TargetKind.OAUTH_CLIENT,
            TargetKind.BYOC_TRUNK,
            TargetKind.EDGE_TRUNK,
            TargetKind.DATA_ACTION_ENDPOINT);
    assertThat(config.mostBodyBytes()).isEqualTo(1_048_576);
    assertThat(config.concurrency()).isEqualTo(64);
    assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.mostRotations()).isEqualTo(100_000);
    assertThat(config.executors()).isEmpty();
    assertThat(config.executorTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.kafka()).containsOnlyKeys("bootstrap.servers");
  }

  /** Every key has a value other than its default here. */
  @Test
  void takesEveryKey() throws Exception {
    Map<String, String> settings =
        Map.of(
            "http.host", "localhost",
            "http.port", "0",
            "tokens.team", "env:TEAM",
            "target.kinds", "OAUTH_CLIENT, EDGE_TRUNK",
            "http.body.bytes", "2048",
            "http.concurrency", "2",
            "publish.timeout", "3s",
            "timeline.rotations", "4",
            "executor.urls", "http://one:9400, http://two:9400",
            "executor.timeout", "5s");
    assertThat(settings.keySet().stream().map(name -> name.replace("team", "*")))
        .containsExactlyInAnyOrderElementsOf(
            RotationRequestsConfig.KEYS.stream().map(ConfigKey::name).toList());

    RotationRequestsConfig config = read(settings);

    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.port()).isZero();
    assertThat(config.tokens()).containsOnlyKeys("ci", "team");
    assertThat(config.targetKinds())
        .containsExactlyInAnyOrder(TargetKind.OAUTH_CLIENT, TargetKind.EDGE_TRUNK);
    assertThat(config.mostBodyBytes()).isEqualTo(2048);
    assertThat(config.concurrency()).isEqualTo(2);
    assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.mostRotations()).isEqualTo(4);
    assertThat(config.executors())
        .containsExactly(URI.create("http://one:9400"), URI.create("http://two:9400"));
    assertThat(config.executorTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void refusesKindsThatThereAreNot() {
    assertThat(
            catchThrowableOfType(
                    InvalidSettingsException.class,
                    () -> read(Map.of("target.kinds", "OAUTH_CLIENT,UNKNOWN")))
                .faults())
        .singleElement()
        .asString()
        .startsWith("target.kinds (setting): expected a list of BYOC_TRUNK,");
  }

  @Test
  void refusesAnExecutorThatCannotBeAsked() {
    assertThat(
            catchThrowableOfType(
                    InvalidSettingsException.class,
                    () -> read(Map.of("executor.urls", "http://one:9400,two:9400")))
                .faults())
        .singleElement()
        .asString()
        .startsWith("executor.urls (setting): expected an http:// or https:// URL");
  }

  @Test
  void refusesAnIntakeThatNobodyCouldUse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Map.of("kafka.bootstrap.servers", "localhost:9092")))
        .withMessageContaining("tokens.*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Map.of("tokens.ci", "env:CI")))
        .withMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void refusesTwoPrincipalsWithOneToken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("tokens.team", "env:CI")))
        .withMessageContaining("same token")
        .withMessageNotContaining("one\"");
  }

  private static RotationRequestsConfig read(Map<String, String> settings)
      throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>(LEAST);
    all.putAll(settings);
    return of(all);
  }

  private static RotationRequestsConfig of(Map<String, String> settings)
      throws InvalidSettingsException {
    return RotationRequestsConfig.of(
        Settings.read(RotationRequestsConfig.KEYS, settings, ENVIRONMENT));
  }
}
