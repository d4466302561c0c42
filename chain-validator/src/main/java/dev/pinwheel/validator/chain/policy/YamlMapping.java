package dev.pinwheel.validator.chain.policy;

import dev.pinwheel.runtime.config.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A flat YAML mapping that is taken apart key by key. Faults are collected, so that all of them are
 * told at once; keys that nobody asked for are faults too.
 */
final class YamlMapping {

  private static final int MOST_CHARACTERS = 64 * 1024;

  private final Map<?, ?> values;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();

  private YamlMapping(Map<?, ?> values) {
    this.values = values;
  }

  static YamlMapping read(String text) throws InvalidPolicyException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(5);
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      Object document = new Yaml(new SafeConstructor(options)).load(text);
      if (document instanceof Map<?, ?> mapping) {
        return new YamlMapping(mapping);
      }
      throw new InvalidPolicyException(List.of("expected a YAML mapping"));
    } catch (YAMLException e) {
      throw new InvalidPolicyException(List.of("not YAML: " + e.getMessage()));
    }
  }

  /** A scalar that must be there. */
  <T> Optional<T> required(String key, Function<String, T> parser) {
    Optional<T> value = optional(key, parser);
    if (!values.containsKey(key)) {
      faults.add(key + " is missing");
    }
    return value;
  }

  /** A scalar; its parser throws IllegalArgumentException with what is expected. */
  <T> Optional<T> optional(String key, Function<String, T> parser) {
    asked.add(key);
    if (!values.containsKey(key)) {
      return Optional.empty();
    }
    Object value = values.get(key);
    if (value == null || value instanceof Map || value instanceof List) {
      faults.add(key + ": expected one value");
      return Optional.empty();
    }
    return parsed(key, value.toString(), parser);
  }

  /** A sequence of scalars; empty where it is absent. */
  <T> List<T> list(String key, Function<String, T> parser) {
    asked.add(key);
    if (!values.containsKey(key)) {
      return List.of();
    }
    Object value = values.get(key);
    List<T> parsed = new ArrayList<>();
    if (value instanceof List<?> entries) {
      for (Object entry : entries) {
        parsed(key, String.valueOf(entry), parser).ifPresent(parsed::add);
      }
    } else {
      faults.add(key + ": expected a list");
    }
    return parsed;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void fault(String message) {
    faults.add(message);
  }

  /** Ends the reading. */
  void finish() throws InvalidPolicyException {
    for (Object key : values.keySet()) {
      String name = String.valueOf(key);
      if (!asked.contains(name)) {
        String suggestion =
            NearestName.of(name, asked).map(known -> "; did you mean " + known + "?").orElse("");
        faults.add("unknown key " + name + suggestion);
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidPolicyException(faults);
    }
  }

  private <T> Optional<T> parsed(String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      faults.add("%s: %s, not \"%s\"".formatted(key, e.getMessage(), text));
      return Optional.empty();
    }
  }
}
