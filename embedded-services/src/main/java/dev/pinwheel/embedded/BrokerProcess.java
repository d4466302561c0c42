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

/** The child process of a broker of this build: a KRaft broker and controller in one. */
final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Runs until the standard input closes or SIGTERM comes.
   *
   * @param arguments the server properties file, and a file with the arguments of {@code
   *     kafka-storage format}, one a line: passwords may be among them, and everybody sees a
   *     process's own arguments
   */
  public static void main(String[] arguments) throws IOException {
    format(Path.of(arguments[1]));
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(read(Path.of(arguments[0])), false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    ParentWatch.start();
    server.awaitShutdown();
  }

  private static void format(Path arguments) throws IOException {
    int status =
        StorageTool.execute(Files.readAllLines(arguments).toArray(String[]::new), System.out);
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
}
