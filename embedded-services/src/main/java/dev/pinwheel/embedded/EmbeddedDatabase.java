package dev.pinwheel.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A real PostgreSQL as a child process on loopback, with its own data folder. */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final TemporaryFolder folder;
  private final int port;
  private EmbeddedPostgres postgres;

  private EmbeddedDatabase(TemporaryFolder folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a database on a port that the system chooses. */
  public static EmbeddedDatabase start() {
    return start(0);
  }

  /** Starts a database on a port; 0 lets the system choose. */
  public static EmbeddedDatabase start(int wantedPort) {
    EmbeddedDatabase database =
        new EmbeddedDatabase(
            TemporaryFolder.create("pinwheel-postgres-"),
            wantedPort == 0 ? FreePorts.choose(1)[0] : wantedPort);
    database.startProcess();
    return database;
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return "postgres";
  }

  /**
   * The database trusts loopback and looks at no password; clients that must send one send this.
   */
  public String password() {
    return "postgres";
  }

  /** Stops the database; the data folder stays. */
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop PostgreSQL", e);
    }
    awaitEnd();
  }

  /** The library waits for 5 s, and a last checkpoint on a busy disk may take longer. */
  private void awaitEnd() {
    long began = System.nanoTime();
    while (Files.exists(data().resolve("postmaster.pid"))) {
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new IllegalStateException("PostgreSQL did not stop within " + LIMIT);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Path data() {
    return folder.path().resolve("data");
  }

  /** Starts a stopped database again on the same port and data. */
  public void startAgain() {
    startProcess();
  }

  @Override
  public void close() {
    stop();
    folder.close();
  }

  private void startProcess() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data())
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(Path.of(BuiltFolders.postgres()).toFile())
              .setPort(port)
              .setPGStartupWait(LIMIT)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on")
              .setErrorRedirector(log())
              .setOutputRedirector(log())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(folder.path().resolve("postgres.log").toFile());
  }
}
