package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** The child process that {@link EmbeddedKafka} starts: a KRaft broker and controller in one. */
final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Runs until the standard input closes or SIGTERM comes.
   *
   * @param arguments the server properties file and the cluster id
   */
  public static void main(String[] arguments) throws IOException {
    Path properties = Path.of(arguments[0]);
    format(properties, arguments[1]);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(read(properties), false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    Thread.ofPlatform().daemon().name("parent-watch").start(BrokerProcess::exitWithParent);
    server.awaitShutdown();
  }

  private static void format(Path properties, String clusterId) {
    String[] arguments = {
      "format", "--ignore-formatted", "-t", clusterId, "-c", properties.toString()
    };
    int status = StorageTool.execute(arguments, System.out);
    if (status != 0) {
      throw new IllegalStateException("kafka-storage format ended with status " + status);
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() != -1) {
        // nothing is ever written; the parent only holds the other end
      }
    } catch (IOException e) {
      System.err.println("standard input failed: " + e);
    }
    System.exit(0);
  }
}
