package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;

/** One broker as a child process, with its data folder, which outlives the process. */
final class BrokerNode implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String CLUSTER_ID = "cGlud2hlZWwtZW1iZWRkZQ";
  private static final Map<String, String> LOGGING =
      Map.of("PINWHEEL_LOG_LEVEL", "warn", "PINWHEEL_LOG_FORMAT", "text");

  private final BrokerRelease release;
  private final int id;
  private final int port;
  private final Map<String, Object> client;
  private final List<String> javaOptions;
  private final TemporaryFolder folder = TemporaryFolder.create("pinwheel-kafka-");
  private final Path properties;
  private final List<String> format = new ArrayList<>();
  private ChildProcess process;

  /**
   * Prepares a broker; nothing runs yet.
   *
   * @param port its client listener
   * @param server its properties, without {@code log.dirs}
   * @param formatOptions further arguments of {@code kafka-storage format}
   * @param client settings, beside the address, of a client that may describe the cluster
   * @param javaOptions further options of its Java virtual machine
   */
  BrokerNode(
      BrokerRelease release,
      int port,
      Map<String, String> server,
      List<String> formatOptions,
      Map<String, Object> client,
      List<String> javaOptions) {
    this.release = release;
    this.javaOptions = javaOptions;
    this.id = Integer.parseInt(server.get("node.id"));
    this.port = port;
    this.client = client;
    properties = folder.path().resolve("server.properties");
    Map<String, String> all = new HashMap<>(server);
    all.put("log.dirs", folder.path().resolve("data").toString());
    write(properties, all);
    format.addAll(
        List.of("format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", properties.toString()));
    format.addAll(formatOptions);
  }

  int id() {
    return id;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  ChildProcess process() {
    return process;
  }

  /** Starts the process; ends it first where it runs. */
  void launch() {
    if (process != null) {
      process.close();
    }
    process =
        switch (release) {
          case BrokerRelease.OfThisBuild own ->
              java(
                  System.getProperty("java.class.path"),
                  List.of(BrokerProcess.class.getName(), properties.toString(), formatFile()));
          case BrokerRelease.Fetched fetched -> {
            format(fetched);
            yield java(
                fetched.classPath(),
                List.of(
                    ReleasedBroker.class.getName(), ReleasedBroker.SERVER, properties.toString()));
          }
        };
  }

  /** Waits until it belongs to its cluster and answers clients. */
  void awaitReady() {
    awaitListener();
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address());
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
    try (Admin admin = Admin.create(settings)) {
      var nodes = admin.describeCluster().nodes();
      for (long waited = 0; waited < START_LIMIT.toMillis(); waited += 200) {
        if (!process.isAlive()) {
          throw new IllegalStateException(
              "the broker " + id + " ended at start-up:\n" + process.output());
        }
        try {
          if (nodes.get(200, TimeUnit.MILLISECONDS).stream().map(Node::id).anyMatch(this::isMe)) {
            return;
          }
          nodes = admin.describeCluster().nodes(); // it is up, and not let in yet
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
        "the broker " + id + " is not ready after " + START_LIMIT + ":\n" + printed);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    folder.close();
  }

  private boolean isMe(int node) {
    return node == id;
  }

  private ChildProcess java(String classPath, List<String> program) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=broker-logback.xml",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    options.addAll(javaOptions);
    return ChildProcess.java(
        "kafka", classPath, options, program, LOGGING, folder.path().resolve("broker.log"));
  }

  /** In a process of its own: the released tool ends the one that it runs in. */
  private void format(BrokerRelease.Fetched fetched) {
    List<String> program = new ArrayList<>(format);
    program.addAll(0, List.of(ReleasedBroker.class.getName(), ReleasedBroker.FORMAT));
    try (ChildProcess tool = java(fetched.classPath(), program)) {
      OptionalInt status = tool.exitStatus(START_LIMIT);
      if (status.isEmpty() || status.getAsInt() != 0) {
        throw new IllegalStateException(
            "kafka-storage format of " + fetched.version() + " failed:\n" + tool.output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker was formatted", e);
    }
  }

  /** The folder, and with it the file, is its owner's alone. */
  private String formatFile() {
    Path file = folder.path().resolve("format.arguments");
    try {
      return Files.write(file, format).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
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

  private static void write(Path file, Map<String, String> server) {
    Properties all = new Properties();
    all.putAll(server);
    try (Writer writer = Files.newBufferedWriter(file)) {
      all.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
