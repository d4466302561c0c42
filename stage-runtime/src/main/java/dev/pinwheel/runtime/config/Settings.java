package dev.pinwheel.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checked settings of one process. Every value was parsed before the process started. */
public final class Settings {

  private Settings() {}

  /**
   * Reads settings; the environment wins over the file.
   *
   * @param declared every key that the process understands, besides those under {@code kafka.}
   * @param file settings of the file
   * @param environment the whole environment; only {@code PINWHEEL_…} is looked at
   * @throws InvalidSettingsException with every fault at once: unknown keys with the nearest known
   *     one, missing keys, values that do not parse
   */
  public static Settings read(
      List<ConfigKey<?>> declared, Map<String, String> file, Map<String, String> environment)
      throws InvalidSettingsException {
    throw new UnsupportedOperationException();
  }

  /** The value of a declared key, or its default. */
  public <T> T get(ConfigKey<T> key) {
    throw new UnsupportedOperationException();
  }

  /** The value of a wildcard key for one of {@link #names}. */
  public <T> T get(ConfigKey<T> key, String name) {
    throw new UnsupportedOperationException();
  }

  /** What the operator put in place of the {@code *} of a key, in order. */
  public Set<String> names(ConfigKey<?> wildcard) {
    throw new UnsupportedOperationException();
  }

  /**
   * Everything under {@code kafka.}, without that prefix: settings of Kafka clients and
   * serializers.
   */
  public Map<String, Object> kafka() {
    throw new UnsupportedOperationException();
  }
}
