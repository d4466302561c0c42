package dev.pinwheel.runtime.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Optional;
import net.logstash.logback.encoder.LogstashEncoder;

/**
 * Sets logging up, found by Logback itself: one JSON object a line, or readable text on a terminal,
 * to standard error so that standard output stays for data. Whatever the diagnostic context holds
 * ({@code rotationId}, {@code target}, {@code traceId}, {@code stage}) is on every line.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

  /** Libraries that report their ordinary life at INFO. */
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.kafka",
          "org.eclipse.jetty",
          "io.javalin",
          "com.zaxxer.hikari",
          "org.flywaydb");

  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0} [%X{stage} %X{target} %X{rotationId} %X{traceId}]"
          + " %msg%n";

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    if (isBroughtAlong()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    apply(loggers, LogSettings.of(System.getenv(), Optional.empty(), Terminal.present()));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Whether somebody brought a configuration of their own, which is left alone. */
  static boolean isBroughtAlong() {
    return System.getProperty("logback.configurationFile") != null;
  }

  static void apply(LoggerContext loggers, LogSettings settings) {
    OutputStreamAppender<ILoggingEvent> appender = appender(settings);
    appender.setName("pinwheel");
    appender.setContext(loggers);
    appender.setEncoder(encoder(loggers, settings.format()));
    appender.start();
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(settings.level());
    loggers.addTurboFilter(new RepeatedLines(System::nanoTime));
    TALKATIVE.forEach(name -> loggers.getLogger(name).setLevel(Level.WARN));
  }

  private static OutputStreamAppender<ILoggingEvent> appender(LogSettings settings) {
    if (settings.file().isPresent()) {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(settings.file().get());
      return file;
    }
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    return console;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext loggers, LogSettings.Format format) {
    return switch (format) {
      case JSON -> {
        LogstashEncoder json = new LogstashEncoder();
        json.setTimeZone("UTC");
        json.setVersion(null);
        json.setContext(loggers);
        json.start();
        yield json;
      }
      case TEXT -> {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(PATTERN);
        text.setContext(loggers);
        text.start();
        yield text;
      }
    };
  }
}
