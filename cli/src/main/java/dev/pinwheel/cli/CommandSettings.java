package dev.pinwheel.cli;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command takes of a stage's settings file and of the environment, by the stages' own rules.
 */
final class CommandSettings {

  private CommandSettings() {}

  /**
   * Reads the keys, and everything under {@code kafka.}; whatever else the file holds is for
   * stages.
   *
   * @param file of {@code --config}
   */
  static Settings read(List<ConfigKey<?>> keys, Optional<Path> file) {
    try {
      return Settings.readFew(
          keys, file.map(CommandSettings::lines).orElse(none()), System.getenv());
    } catch (InvalidSettingsException e) {
      throw new WrongUsageException(
          "these settings cannot be used:\n  " + String.join("\n  ", e.faults()), e);
    }
  }

  private static SettingsFile none() {
    return SettingsFile.of(Map.of());
  }

  private static SettingsFile lines(Path file) {
    if (!Files.exists(file)) {
      throw new WrongUsageException("there is no file " + file);
    }
    try {
      return SettingsFile.read(file);
    } catch (IOException e) {
      throw new WrongUsageException(file + " cannot be read as UTF-8 text", e);
    }
  }
}
