package dev.pinwheel.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Apicurio schema registry as a child process on loopback. It answers Confluent's REST API;
 * its data lies in a folder of its own, so that ids outlive a restart and a kill.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final TemporaryFolder folder;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private ChildProcess process;

  private EmbeddedRegistry(TemporaryFolder folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a registry on a port that the system chooses. */
  public static EmbeddedRegistry start() {
    return start(0);
  }

  /** Starts a registry on a port; 0 lets the system choose. */
  public static EmbeddedRegistry start(int wantedPort) {
    EmbeddedRegistry registry =
        new EmbeddedRegistry(
            TemporaryFolder.create("pinwheel-registry-"),
            wantedPort == 0 ? FreePorts.choose(1)[0] : wantedPort);
    registry.startProcess();
    return registry;
  }

  /** Base of Confluent's REST API: the value of {@code schema.registry.url}. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** SIGKILL; the data folder stays. */
  public void kill() {
    process.kill();
  }

  /** Ends the registry if it runs, and starts it again on the same port and data. */
  public void restart() {
    process.close();
    startProcess();
  }

  /** Ends the registry; {@link #restart} brings it back. */
  public void stop() {
    process.close();
  }

  @Override
  public void close() {
    process.close();
    http.close();
    folder.close();
  }

  private void startProcess() {
    process =
        ChildProcess.java(
            "registry",
            "",
            List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                distribution().resolve("quarkus-run.jar").toString()),
            List.of(),
            Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                // its health port would listen on every address, on one fixed number
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                "0",
                "QUARKUS_LOG_LEVEL",
                "WARN",
                "APICURIO_DATASOURCE_URL",
                "jdbc:h2:file:"
                    + folder.path().resolve("registry")
                    + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"),
            folder.path().resolve("registry.log"));
    awaitReady();
  }

  private void awaitReady() {
    HttpRequest subjects =
        HttpRequest.newBuilder(URI.create(url() + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    for (long waited = 0; waited < START_LIMIT.toMillis(); waited += 100) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the registry ended at start-up:\n" + process.output());
      }
      if (answers(subjects)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    String printed = process.output();
    process.close();
    throw new IllegalStateException(
        "the registry is not ready after " + START_LIMIT + ":\n" + printed);
  }

  private boolean answers(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not up yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the registry starts", e);
    }
  }

  /** The unpacked distribution: the folder that the build made, or the system property's. */
  private static Path distribution() {
    Path home = Path.of(System.getProperty("pinwheel.registry.home", BuiltFolders.registry()));
    if (!Files.exists(home.resolve("quarkus-run.jar"))) {
      throw new IllegalStateException(
          "no Apicurio registry in "
              + home
              + ": build embedded-services, or set pinwheel.registry.home");
    }
    return home;
  }
}
