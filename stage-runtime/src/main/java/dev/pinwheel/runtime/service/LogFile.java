package dev.pinwheel.runtime.service;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The log of a process that a person looks at: in a file, so that the terminal stays theirs. */
public final class LogFile {

  private LogFile() {}

  /**
   * Begins a new log in a file. Everything that is logged from here on goes there and nowhere else,
   * also by loggers that were made before: making the first one has set logging up already.
   *
   * @throws IOException where the file cannot be made anew
   */
  public static void begin(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    if (LogConfigurator.isBroughtAlong()) {
      return;
    }
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.reset();
    LogConfigurator.apply(
        loggers, LogSettings.of(System.getenv(), Optional.of(file.toString()), Terminal.present()));
  }
}
