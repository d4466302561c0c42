package dev.pinwheel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationMetricsConfigTest {

  @Test
  void defaults() throws InvalidSettingsException {
    assertThat(from(Map.of()))
        .isEqualTo(
            new RotationMetricsConfig(
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Path.of("state"),
                Map.of()));
  }

  @Test
  void everyKeyIsRead() throws InvalidSettingsException {
    Map<String, String> file =
        Map.of(
            "window", "5m",
            "grace", "0s",
            "emit.interval", "250ms",
            "state.folder", "/var/lib/pinwheel",
            "kafka.bootstrap.servers", "kafka:9092");
    assertThat(RotationMetricsConfig.KEYS).extracting(ConfigKey::name).isSubsetOf(file.keySet());
    assertThat(from(file))
        .isEqualTo(
            new RotationMetricsConfig(
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ofMillis(250),
                Path.of("/var/lib/pinwheel"),
                Map.of("bootstrap.servers", "kafka:9092")));
  }

  @Test
  void windowAndIntervalMustLast() {
    assertThatThrownBy(() -> from(Map.of("window", "0s")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> from(Map.of("emit.interval", "0s")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RotationMetricsConfig from(Map<String, String> file)
      throws InvalidSettingsException {
    return RotationMetricsConfig.from(Settings.read(RotationMetricsConfig.KEYS, file, Map.of()));
  }
}
