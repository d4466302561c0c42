package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.DurationText;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.engine.EngineLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of every stage that the engine runs. */
final class EngineKeys {

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(9);

  private static final ConfigKey<Integer> CONCURRENCY =
      ConfigKey.integer("concurrency", "events that are handled at the same time", 1, 100_000)
          .withDefault("256");

  private static final ConfigKey<Integer> BUFFER_RECORDS =
      ConfigKey.integer(
              "buffer.records",
              "records read and not yet committed at which reading pauses",
              1,
              10_000_000)
          .withDefault("5000");

  private static final ConfigKey<Long> BUFFER_BYTES =
      ConfigKey.bytes("buffer.bytes", "the same in bytes, with unit k, m or g").withDefault("32m");

  private static final ConfigKey<Duration> COMMIT_INTERVAL =
      ConfigKey.duration(
              "commit.interval",
              "shortest time between two transactions while there is work; an idle stage commits at"
                  + " once")
          .withDefault("20ms");

  private static final ConfigKey<Duration> DRAIN_TIMEOUT =
      new ConfigKey<>(
          "drain.timeout",
          "how long a stop waits for what is being handled, up to 9s",
          Optional.of("8s"),
          EngineKeys::drainTimeout);

  static final List<ConfigKey<?>> ALL =
      List.of(CONCURRENCY, BUFFER_RECORDS, BUFFER_BYTES, COMMIT_INTERVAL, DRAIN_TIMEOUT);

  private EngineKeys() {}

  static EngineLimits limits(Settings settings) {
    EngineLimits defaults = EngineLimits.defaults();
    return new EngineLimits(
        settings.get(CONCURRENCY),
        settings.get(BUFFER_RECORDS),
        settings.get(BUFFER_BYTES),
        settings.get(COMMIT_INTERVAL),
        settings.get(DRAIN_TIMEOUT),
        defaults.backoff(),
        defaults.offsetWindow(),
        defaults.ledgerEntries(),
        defaults.successor());
  }

  private static Duration drainTimeout(String text) {
    Duration timeout = DurationText.parse(text);
    if (timeout.isZero() || timeout.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException("expected a duration of at most 9s, and not 0");
    }
    return timeout;
  }
}
