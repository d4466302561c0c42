package dev.pinwheel.runtime.service;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a process logs. These are environment variables of their own, for logging begins before any
 * setting is read.
 *
 * @param level of Pinwheel's own loggers, from {@code PINWHEEL_LOG_LEVEL}; by default INFO
 * @param format from {@code PINWHEEL_LOG_FORMAT}; by default text on a terminal, JSON elsewhere
 * @param file by {@link LogFile}; empty: standard error
 */
record LogSettings(Level level, Format format, Optional<String> file) {

  static final String LEVEL = "PINWHEEL_LOG_LEVEL";
  static final String FORMAT = "PINWHEEL_LOG_FORMAT";

  private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
  private static final Set<String> FORMATS = Set.of("json", "text");

  enum Format {
    JSON,
    TEXT
  }

  /** A wrong variable counts as not set here; {@link #faults} tells the operator. */
  static LogSettings of(
      Map<String, String> environment, Optional<String> file, boolean onTerminal) {
    Format natural = onTerminal && file.isEmpty() ? Format.TEXT : Format.JSON;
    return new LogSettings(
        Level.toLevel(level(environment), Level.INFO),
        switch (environment.getOrDefault(FORMAT, "")) {
          case "json" -> Format.JSON;
          case "text" -> Format.TEXT;
          default -> natural;
        },
        file);
  }

  /** What is wrong with the variables, one line each. */
  static List<String> faults(Map<String, String> environment) {
    List<String> faults = new ArrayList<>();
    environment.keySet().stream()
        .filter(name -> name.startsWith("PINWHEEL_LOG_"))
        .filter(name -> !name.equals(LEVEL) && !name.equals(FORMAT))
        .sorted()
        .forEach(
            name -> faults.add(name + ": unknown variable; there are " + LEVEL + " and " + FORMAT));
    if (environment.containsKey(LEVEL) && !LEVELS.contains(level(environment))) {
      faults.add(LEVEL + ": expected one of TRACE, DEBUG, INFO, WARN, ERROR");
    }
    if (environment.containsKey(FORMAT) && !FORMATS.contains(environment.get(FORMAT))) {
      faults.add(FORMAT + ": expected json or text");
    }
    return faults;
  }

  private static String level(Map<String, String> environment) {
    return environment.getOrDefault(LEVEL, "INFO").toUpperCase(Locale.ROOT);
  }
}
