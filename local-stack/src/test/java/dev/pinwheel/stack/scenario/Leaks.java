package dev.pinwheel.stack.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.stack.Credentials;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.testing.kafka.TopicReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.LoggerFactory;

/**
 * Looks for the secrets of a run, and for any private key, in everything that it left behind (G10).
 */
final class Leaks implements AutoCloseable {

  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  /** Everything logged in this process, with stack traces and fields. */
  private final AppenderBase<ILoggingEvent> appender;

  private final Map<String, String> logged;

  private Leaks() {
    logged = new ConcurrentHashMap<>();
    appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            String text =
                event.getFormattedMessage()
                    + event.getKeyValuePairs()
                    + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            logged.put(text, event.getLoggerName());
          }
        };
    appender.setContext(root().getLoggerContext());
    appender.start();
    root().addAppender(appender);
  }

  /** Watches from now on; the stages are to be started after this where their starts count. */
  static Leaks watch() {
    return new Leaks();
  }

  /** Fails where a secret of the stack, or a private key, is found anywhere. */
  void requireNone(ScenarioRun run) throws IOException, InterruptedException, SQLException {
    Credentials secrets = run.stack().credentials();
    List<String> needles =
        List.of(
            secrets.operatorToken(),
            secrets.platformSecret(),
            secrets.webhookSecret(),
            secrets.webhookSecret().substring("whsec_".length()),
            PRIVATE_KEY);
    List<String> found = new ArrayList<>();
    logged.forEach((text, logger) -> note(found, needles, "a log line of " + logger, text));
    for (StackStage stage : run.stack().stages()) {
      note(found, needles, "metrics of " + stage.name(), metrics(stage));
      if (stage instanceof StackStage.Outside outside) {
        note(found, needles, "log of " + stage.name(), outside.process().output());
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : records(run)) {
      note(found, needles, "topic " + record.topic(), text(record));
    }
    note(found, needles, "audit log", auditRows(run.stack().backbone().database()));
    assertThat(logged).as("the log is watched at all").isNotEmpty();
    assertThat(found).isEmpty();
  }

  @Override
  public void close() {
    root().detachAppender(appender);
    appender.stop();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static void note(
      List<String> found, List<String> needles, String where, String haystack) {
    for (int i = 0; i < needles.size(); i++) {
      if (haystack.contains(needles.get(i))) {
        found.add("secret number " + i + " in " + where);
      }
    }
  }

  private static String metrics(StackStage stage) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest scrape = HttpRequest.newBuilder(stage.admin().resolve("/metrics")).build();
      String text = http.send(scrape, BodyHandlers.ofString()).body();
      assertThat(text).contains("# TYPE");
      return text;
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(ScenarioRun run) {
    return TopicReader.readAll(
        run.stack().backbone().kafka().bootstrapServers(),
        Topics.all().stream().map(Topic::name).toList());
  }

  /** Key, value and headers, byte by byte: what is text in them stays readable. */
  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder all = new StringBuilder();
    List<byte[]> parts = new ArrayList<>();
    parts.add(record.key());
    parts.add(record.value());
    record.headers().forEach(header -> parts.add(header.value()));
    for (byte[] part : parts) {
      if (part != null) {
        all.append(new String(part, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }

  private static String auditRows(EmbeddedDatabase database) throws SQLException {
    StringBuilder rows = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet entries = statement.executeQuery("select entry::text from audit_entries entry")) {
      while (entries.next()) {
        rows.append(entries.getString(1)).append('\n');
      }
    }
    assertThat(rows).isNotEmpty();
    return rows.toString();
  }
}
