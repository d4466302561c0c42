package dev.pinwheel.stack;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.embedded.FreePorts;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.runtime.service.ServiceLauncher;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A stage of the local stack: a part of this process, or a process of its own that can be killed.
 */
public sealed interface StackStage extends AutoCloseable {

  String name();

  boolean isReady();

  /** Base URL of its health and metrics. */
  URI admin();

  @Override
  void close();

  /** Starts a stage inside this process. */
  static StackStage inThisProcess(StageCatalogue.Entry entry, Map<String, String> settings) {
    try {
      return new Inside(ServiceLauncher.start(entry.definition(), settings));
    } catch (InvalidSettingsException e) {
      throw new IllegalStateException(
          entry.definition().name() + " refused its settings: " + e.getMessage(), e);
    }
  }

  /**
   * Starts a stage as a process; its settings file and its output lie in the folder.
   *
   * @param megabytes its heap
   */
  static Outside asProcess(
      StageCatalogue.Entry entry, Map<String, String> settings, int megabytes, StackFiles files) {
    String name = entry.definition().name();
    int port = FreePorts.choose(1)[0];
    Map<String, String> all = new HashMap<>(settings);
    all.put("admin.port", Integer.toString(port));
    Path file = files.write(name + "-" + port + ".properties", text(all));
    Outside stage = new Outside(name, entry.main(), file, port, megabytes, files.folder());
    stage.startAgain();
    return stage;
  }

  private static String text(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A part of this process. */
  record Inside(RunningService service) implements StackStage {
    @Override
    public String name() {
      return service.name();
    }

    @Override
    public boolean isReady() {
      return service.health().ready();
    }

    @Override
    public URI admin() {
      return service.admin();
    }

    @Override
    public void close() {
      service.close();
    }
  }

  /** A process of its own. */
  final class Outside implements StackStage {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final String name;
    private final Class<?> main;
    private final Path settings;
    private final int port;
    private final int megabytes;
    private final Path folder;
    private ChildProcess process;

    private Outside(
        String name, Class<?> main, Path settings, int port, int megabytes, Path folder) {
      this.name = name;
      this.main = main;
      this.settings = settings;
      this.port = port;
      this.megabytes = megabytes;
      this.folder = folder;
    }

    @Override
    public String name() {
      return name;
    }

    public ChildProcess process() {
      return process;
    }

    /** Starts the process, with the same settings as before; ends it first where it runs. */
    public void startAgain() {
      if (process != null) {
        process.close();
      }
      process =
          ChildProcess.java(
              name,
              System.getProperty("java.class.path"),
              List.of(
                  "-Xmx" + megabytes + "m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED"),
              List.of(main.getName(), settings.toString()),
              Map.of("PINWHEEL_LOG_FORMAT", "text"),
              folder.resolve(name + "-" + port + ".log"));
    }

    @Override
    public boolean isReady() {
      HttpRequest ready =
          HttpRequest.newBuilder(admin().resolve("/health/ready")).timeout(ANSWER).build();
      try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
        return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false; // not up yet, or dead
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public URI admin() {
      return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
