package dev.pinwheel.chain.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values of policy keys, each with where it stands. A key without a value has its default. */
final class PolicySettings {

  private record Setting(Object value, PolicyOrigin origin) {}

  private final Map<PolicyKey<?>, Setting> settings = new HashMap<>();

  <T> void put(PolicyKey<T> key, T value, PolicyOrigin origin) {
    settings.put(key, new Setting(value, origin));
  }

  /** Takes the other's values in place of its own; what the other does not have, stays. */
  PolicySettings overlaidBy(PolicySettings other) {
    PolicySettings both = new PolicySettings();
    both.settings.putAll(settings);
    both.settings.putAll(other.settings);
    return both;
  }

  /** Sound because {@link #put} is the only way in. */
  @SuppressWarnings("unchecked")
  <T> T get(PolicyKey<T> key) {
    Setting setting = settings.get(key);
    return setting == null ? key.absent().orElseThrow() : (T) setting.value();
  }

  /** Empty for a default. */
  Optional<PolicyOrigin> origin(PolicyKey<?> key) {
    return Optional.ofNullable(settings.get(key)).map(Setting::origin);
  }

  /** A key with its value or default. */
  <T> PolicyLine line(PolicyKey<T> key) {
    T value = get(key);
    return new PolicyLine(
        key.name(), key.written().apply(value), origin(key), key.words().apply(value));
  }

  /** For a key by its name, as rules cite it. */
  Optional<PolicyOrigin> origin(String key) {
    return settings.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(key))
        .map(entry -> entry.getValue().origin())
        .findFirst();
  }
}
