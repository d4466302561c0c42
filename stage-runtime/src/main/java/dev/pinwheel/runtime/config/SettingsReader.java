package dev.pinwheel.runtime.config;

import dev.pinwheel.runtime.config.SettingsFile.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the settings of one process and gathers every fault. One use each. */
final class SettingsReader {

  private final DeclaredKeys declared;
  private final Map<String, String> environment;

  /** Whether keys that are not declared are faults, and not another process's. */
  private final boolean everything;

  private final List<String> faults = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Object> kafka = new TreeMap<>();

  SettingsReader(List<ConfigKey<?>> declared, Map<String, String> environment, boolean everything) {
    this.declared = new DeclaredKeys(List.copyOf(declared));
    this.environment = environment;
    this.everything = everything;
  }

  Settings read(SettingsFile file) throws InvalidSettingsException {
    faults.addAll(file.faults());
    Map<String, Setting> given = new TreeMap<>();
    file.entries().forEach(setting -> given.put(setting.name(), setting));
    variables(file).forEach(setting -> given.put(setting.name(), setting));

    given.values().forEach(this::readOne);
    declared.keys().forEach(key -> complete(key, given.keySet()));
    if (!faults.isEmpty()) {
      throw new InvalidSettingsException(faults);
    }
    return new Settings(declared, values, kafka, Set.copyOf(given.keySet()));
  }

  /**
   * Settings of the environment, but for variables that a setting names as the home of a secret.
   */
  private List<Setting> variables(SettingsFile file) {
    Set<String> secrets =
        Stream.concat(file.entries().stream().map(Setting::text), environment.values().stream())
            .flatMap(text -> SecretReference.variable(text).stream())
            .collect(Collectors.toSet());
    return new TreeMap<>(environment)
        .entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(VariableNames.PREFIX))
            .filter(entry -> !VariableNames.isReserved(entry.getKey()))
            .filter(entry -> !secrets.contains(entry.getKey()))
            .map(
                entry ->
                    new Setting(
                        VariableNames.setting(entry.getKey()),
                        entry.getValue(),
                        "variable " + entry.getKey()))
            .toList();
  }

  private void readOne(Setting setting) {
    if (KafkaSettings.isKafka(setting.name())) {
      try {
        kafka.put(
            setting.name().substring(KafkaSettings.PREFIX.length()),
            KafkaSettings.value(setting, environment));
      } catch (IllegalArgumentException e) {
        faults.add(where(setting) + e.getMessage());
      }
      return;
    }
    Optional<ConfigKey<?>> key = declared.find(setting.name());
    if (key.isPresent()) {
      parse(key.get(), setting);
    } else if (everything) {
      faults.add(
          where(setting)
              + "unknown key"
              + declared.nearest(setting.name()).map(near -> suggestion(setting, near)).orElse(""));
    }
  }

  private void parse(ConfigKey<?> key, Setting setting) {
    try {
      values.put(setting.name(), key.parser().parse(setting.text(), environment));
    } catch (IllegalArgumentException e) {
      String found = key.secret() ? "" : ", found \"" + setting.text() + "\"";
      faults.add(where(setting) + e.getMessage() + found);
    }
  }

  /** Defaults of what was left out; a key without one is required. */
  private void complete(ConfigKey<?> key, Set<String> given) {
    if (DeclaredKeys.isWildcard(key)) {
      declared
          .chosenNames(key, given)
          .forEach(chosen -> completeOne(key, key.name().replace("*", chosen), given));
    } else {
      completeOne(key, key.name(), given);
    }
  }

  private void completeOne(ConfigKey<?> key, String name, Set<String> given) {
    if (given.contains(name)) {
      return;
    }
    if (key.defaultText().isPresent()) {
      parse(key, new Setting(name, key.defaultText().get(), "default"));
    } else {
      faults.add(
          name + " (or " + VariableNames.variable(name) + "): required and missing: " + key.doc());
    }
  }

  private static String suggestion(Setting setting, String near) {
    boolean fromEnvironment = setting.source().startsWith("variable ");
    return "; did you mean " + (fromEnvironment ? VariableNames.variable(near) : near) + "?";
  }

  private static String where(Setting setting) {
    return setting.name() + " (" + setting.source() + "): ";
  }
}
