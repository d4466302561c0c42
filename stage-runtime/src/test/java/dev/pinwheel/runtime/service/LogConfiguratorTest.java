package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConfiguratorTest {

  private final LoggerContext loggers = new LoggerContext();

  @TempDir Path folder;

  @AfterEach
  void closeTheFile() {
    loggers.stop();
  }

  @Test
  void everyJsonLineHoldsTheDiagnosticContext() throws Exception {
    List<String> lines = log(Map.of(), false);

    JsonNode line = new ObjectMapper().readTree(lines.getFirst());
    assertThat(lines).hasSize(1);
    assertThat(line.path("message").asText()).isEqualTo("applied");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("rotationId").asText()).isEqualTo("r-1");
    assertThat(line.path("target").asText()).isEqualTo("OAUTH_CLIENT/eu-west-2/a");
    assertThat(line.path("traceId").asText()).isEqualTo("t-1");
  }

  @Test
  void textHoldsItToo() throws Exception {
    assertThat(log(Map.of("PINWHEEL_LOG_FORMAT", "text"), false))
        .singleElement()
        .asString()
        .contains("INFO", "LogConfiguratorTest", "r-1", "OAUTH_CLIENT/eu-west-2/a", "applied");
  }

  @Test
  void librariesAreHeldAtWarnings() throws Exception {
    log(Map.of("PINWHEEL_LOG_LEVEL", "debug"), false);

    assertThat(loggers.getLogger("dev.pinwheel.x").getEffectiveLevel()).isEqualTo(Level.DEBUG);
    assertThat(loggers.getLogger("org.apache.kafka.clients.producer").getEffectiveLevel())
        .isEqualTo(Level.WARN);
  }

  @Test
  void isTextOnATerminalAndJsonElsewhereOrInAFile() {
    assertThat(LogSettings.of(Map.of(), Optional.empty(), true).format())
        .isEqualTo(LogSettings.Format.TEXT);
    assertThat(LogSettings.of(Map.of(), Optional.empty(), false).format())
        .isEqualTo(LogSettings.Format.JSON);
    assertThat(LogSettings.of(Map.of(), Optional.of("f"), true).format())
        .isEqualTo(LogSettings.Format.JSON);
    assertThat(
            LogSettings.of(Map.of("PINWHEEL_LOG_FORMAT", "json"), Optional.empty(), true).format())
        .isEqualTo(LogSettings.Format.JSON);
  }

  @Test
  void wrongVariablesAreFaults() {
    assertThat(LogSettings.faults(Map.of("PINWHEEL_LOG_LEVEL", "warn"))).isEmpty();
    assertThat(
            LogSettings.faults(
                Map.of(
                    "PINWHEEL_LOG_LEVEL", "loud",
                    "PINWHEEL_LOG_FORMAT", "xml",
                    "PINWHEEL_LOG_FILE", "x")))
        .hasSize(3);
  }

  private List<String> log(Map<String, String> environment, boolean terminal) throws Exception {
    Path file = folder.resolve("log");
    LogbackMDCAdapter context = new LogbackMDCAdapter();
    loggers.setMDCAdapter(context);
    LogConfigurator.apply(
        loggers, LogSettings.of(environment, Optional.of(file.toString()), terminal));
    context.put("rotationId", "r-1");
    context.put("target", "OAUTH_CLIENT/eu-west-2/a");
    context.put("traceId", "t-1");
    Logger logger = loggers.getLogger(LogConfiguratorTest.class);
    logger.info("applied");
    return Files.readAllLines(file);
  }
}
