package dev.pinwheel.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checked settings of one process. Every value was parsed before the process started. */
public final class Settings {

  private final DeclaredKeys declared;
  private final Map<String, Object> values;
  private final Map<String, Object> kafka;
  private final Set<String> given;

  Settings(
      DeclaredKeys declared,
      Map<String, Object> values,
      Map<String, Object> kafka,
      Set<String> given) {
    this.declared = declared;
    this.values = Map.copyOf(values);
    this.kafka = Map.copyOf(kafka);
    this.given = given;
  }

  /**
   * Reads settings; the environment wins over the file.
   *
   * @param declared every key that the process understands, besides those under {@code kafka.}
   * @param file settings of the file
   * @param environment the whole environment; only {@code PINWHEEL_…} is looked at, and whatever a
   *     secret's {@code env:NAME} names
   * @throws InvalidSettingsException with every fault at once: unknown keys with the nearest known
   *     one, missing keys, values that do not parse
   */
  public static Settings read(
      List<ConfigKey<?>> declared, Map<String, String> file, Map<String, String> environment)
      throws InvalidSettingsException {
    return read(declared, SettingsFile.of(file), environment);
  }

  /** The same with the lines of a file, which faults then name. */
  public static Settings read(
      List<ConfigKey<?>> declared, SettingsFile file, Map<String, String> environment)
      throws InvalidSettingsException {
    return new SettingsReader(declared, environment, true).read(file);
  }

  /**
   * The same for who looks at a few settings of a file that is meant for other processes, too, such
   * as a command: keys that are not declared are passed over.
   */
  public static Settings readFew(
      List<ConfigKey<?>> declared, SettingsFile file, Map<String, String> environment)
      throws InvalidSettingsException {
    return new SettingsReader(declared, environment, false).read(file);
  }

  /** Declared keys as a Markdown table: key, environment variable, default, meaning. */
  public static String describe(List<ConfigKey<?>> declared) {
    return SettingsTable.markdown(declared);
  }

  /** The value of a declared key, or its default. */
  public <T> T get(ConfigKey<T> key) {
    return value(key, key.name());
  }

  /** The value of a wildcard key for one of {@link #names}. */
  public <T> T get(ConfigKey<T> key, String name) {
    return value(key, key.name().replace("*", name));
  }

  /**
   * What the operator put in place of the {@code *} of a key, in order. Keys that begin alike share
   * their names: one setting of {@code endpoints.pki.…} makes {@code pki} a name of all of them.
   */
  public Set<String> names(ConfigKey<?> wildcard) {
    return declared.chosenNames(wildcard, given);
  }

  /**
   * Everything under {@code kafka.}, without that prefix: settings of Kafka clients and
   * serializers. Secrets in it are resolved: it must not be logged.
   */
  public Map<String, Object> kafka() {
    return kafka;
  }

  /** A value was made by the parser of the key of that name, so it has the key's type. */
  @SuppressWarnings("unchecked")
  private <T> T value(ConfigKey<T> key, String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is no declared setting (" + key.name() + ")");
    }
    return (T) value;
  }
}
