package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker (KRaft, one node) as a child process on loopback, with its own data folder.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String CLUSTER_ID = "cGlud2hlZWwtZW1iZWRkZQ";

  private final TemporaryFolder folder;
  private final Path properties;
  private final int port;
  private ChildProcess process;

  private EmbeddedKafka(TemporaryFolder folder, Path properties, int port) {
    this.folder = folder;
    this.properties = properties;
    this.port = port;
  }

  /** Starts a broker on ports that the system chooses. */
  public static EmbeddedKafka start() {
    return start(Map.of());
  }

  /** Starts a broker with some server properties of its own, which win over the usual ones. */
  public static EmbeddedKafka start(Map<String, String> overrides) {
    return start(overrides, 0);
  }

  /**
   * Starts a broker.
   *
   * @param overrides server properties that win over the usual ones
   * @param wantedPort port of the client listener; 0 lets the system choose
   */
  public static EmbeddedKafka start(Map<String, String> overrides, int wantedPort) {
    TemporaryFolder folder = TemporaryFolder.create("pinwheel-kafka-");
    int[] ports = FreePorts.choose(2);
    int clientPort = wantedPort == 0 ? ports[0] : wantedPort;
    Path file = folder.path().resolve("server.properties");
    write(file, serverProperties(folder.path(), clientPort, ports[1], overrides));
    EmbeddedKafka kafka = new EmbeddedKafka(folder, file, clientPort);
    kafka.startProcess();
    return kafka;
  }

  /** Client listener, as {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The broker's process. */
  public ChildProcess process() {
    return process;
  }

  /** SIGKILL; the data folder stays. */
  public void kill() {
    process.kill();
  }

  /** Ends the broker if it runs, and starts it again on the same port and data. */
  public void restart() {
    process.close();
    startProcess();
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  private void startProcess() {
    process =
        ChildProcess.java(
            "kafka",
            System.getProperty("java.class.path"),
            List.of(
                "-Xmx512m", "-XX:+UseSerialGC", "-Dlogback.configurationFile=broker-logback.xml"),
            List.of(BrokerProcess.class.getName(), properties.toString(), CLUSTER_ID),
            Map.of("PINWHEEL_LOG_LEVEL", "warn", "PINWHEEL_LOG_FORMAT", "text"),
            folder.path().resolve("broker.log"));
    awaitReady();
  }

  private void awaitReady() {
    awaitListener();
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
            50,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            200);
    try (Admin admin = Admin.create(client)) {
      var nodes = admin.describeCluster().nodes();
      for (long waited = 0; waited < START_LIMIT.toMillis(); waited += 200) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the broker ended at start-up:\n" + process.output());
        }
        try {
          nodes.get(200, TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          // not up yet: ask the same request again
        } catch (ExecutionException e) {
          nodes = admin.describeCluster().nodes(); // the request itself ran out of time
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String printed = process.output();
    process.close();
    throw new IllegalStateException(
        "the broker is not ready after " + START_LIMIT + ":\n" + printed);
  }

  /**
   * A port that nobody listens on is quietly asked again; an admin client would log each refusal.
   */
  private void awaitListener() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // not listening yet
      }
    }
  }

  private static Properties serverProperties(
      Path folder, int port, int controllerPort, Map<String, String> overrides) {
    Properties server = new Properties();
    server.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners", "CLIENT://127.0.0.1:" + port,
            "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "CLIENT",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "log.dirs", folder.resolve("data").toString()));
    // one node: every internal topic has one replica, and few partitions start faster
    server.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "6",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "6",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "default.replication.factor", "1",
            "group.initial.rebalance.delay.ms", "0",
            "auto.create.topics.enable", "false"));
    server.putAll(
        Map.of(
            // a transaction of a killed process is given up within a second of its own time-out
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
            // a killed broker may register again only when its old session is over
            "broker.session.timeout.ms", "4000",
            "broker.heartbeat.interval.ms", "1000",
            "log.cleaner.dedupe.buffer.size", "16777216",
            "num.network.threads", "2",
            "num.io.threads", "4"));
    server.putAll(overrides);
    return server;
  }

  private static void write(Path file, Properties properties) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
