package dev.pinwheel.metrics;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of the metrics app.
 *
 * @param window length of a window
 * @param grace how long after its end a window takes stragglers
 * @param interval least time between two publications of a window
 * @param stateFolder where Kafka Streams keeps its lock and checkpoints
 * @param kafka settings of the Streams clients and serializers
 */
record RotationMetricsConfig(
    Duration window,
    Duration grace,
    Duration interval,
    Path stateFolder,
    Map<String, Object> kafka) {

  static final ConfigKey<Duration> WINDOW =
      ConfigKey.duration("window", "length of a window").withDefault("1m");

  static final ConfigKey<Duration> GRACE =
      ConfigKey.duration(
              "grace",
              "how long after its end a window takes stragglers; also how far partitions may be"
                  + " apart while a backlog is read")
          .withDefault("10m");

  static final ConfigKey<Duration> INTERVAL =
      ConfigKey.duration("emit.interval", "least time between two publications of a window")
          .withDefault("1s");

  static final ConfigKey<Path> STATE_FOLDER =
      ConfigKey.path(
              "state.folder",
              "folder for Kafka Streams' lock and checkpoint files; may be lost, the figures are"
                  + " restored from their changelog topics")
          .withDefault("state");

  static final List<ConfigKey<?>> KEYS = List.of(WINDOW, GRACE, INTERVAL, STATE_FOLDER);

  RotationMetricsConfig {
    if (window.isZero() || interval.isZero()) {
      throw new IllegalArgumentException("window and emit.interval must be longer than 0");
    }
    kafka = Map.copyOf(kafka);
  }

  static RotationMetricsConfig from(Settings settings) {
    return new RotationMetricsConfig(
        settings.get(WINDOW),
        settings.get(GRACE),
        settings.get(INTERVAL),
        settings.get(STATE_FOLDER),
        settings.kafka());
  }
}
