package dev.pinwheel.stack.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of {@code examples/}, run as its users run it.
 *
 * @param folder folder below {@code examples}
 * @param ask command that asks for a rotation, without its arguments
 * @param follow command that prints an event, without its arguments
 * @param probe command that ends with 0 where everything that the program needs is installed
 * @param wanted what to install, in words
 */
record ExampleClient(
    String folder, List<String> ask, List<String> follow, List<String> probe, String wanted) {

  private static final long LIMIT_SECONDS = 180;
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  static final ExampleClient KAFKAJS =
      new ExampleClient(
          "node-kafkajs",
          List.of("node", "ask.mjs"),
          List.of("node", "follow.mjs"),
          List.of(
              "node",
              "-e",
              "import('kafkajs').then(() => import('@kafkajs/confluent-schema-registry'))"),
          "Node.js, and npm install in examples/node-kafkajs");

  static final ExampleClient CONFLUENT =
      new ExampleClient(
          "node-confluent",
          List.of("node", "ask.mjs"),
          KAFKAJS.follow,
          List.of("node", "-e", "import('@confluentinc/schemaregistry')"),
          "Node.js, and npm install in examples/node-confluent and examples/node-kafkajs");

  static final ExampleClient PYTHON =
      new ExampleClient(
          "python",
          List.of("/usr/bin/python3", "ask.py"),
          List.of("/usr/bin/python3", "follow.py"),
          List.of("/usr/bin/python3", "-c", "import avro.schema, confluent_kafka"),
          "python3-confluent-kafka and python3-avro (Debian)");

  /** Reads headers; it is built without Avro. */
  static final ExampleClient KCAT =
      new ExampleClient(
          "kcat", List.of(), List.of("./put-aside.sh"), List.of("kcat", "-V"), "kcat (Debian)");

  boolean isInstalled() {
    try {
      return run(probe, List.of()).exit == 0;
    } catch (UncheckedIOException e) {
      return false; // there is no such program
    }
  }

  /** Asks; the program's answer is what it printed. */
  Run asks(String brokers, String registry, String key, String rotationId, Path chain) {
    return run(ask, List.of(brokers, registry, key, rotationId, chain.toString()));
  }

  /** Follows topics to the first event of a rotation, or to the first at all. */
  Run follows(String brokers, String registry, String rotationIdOrDash, List<String> topics) {
    List<String> arguments = new ArrayList<>(List.of(brokers, registry, rotationIdOrDash));
    arguments.addAll(topics);
    return run(follow, arguments);
  }

  /** Prints what was put aside so far. */
  Run readsPutAside(String brokers) {
    return run(follow, List.of(brokers));
  }

  private Run run(List<String> command, List<String> arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(arguments);
    try {
      Path output = Files.createTempFile("example", ".txt");
      Process process =
          new ProcessBuilder(line)
              .directory(EXAMPLES.resolve(folder).toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Run(-1, "no end within " + LIMIT_SECONDS + " s: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How a program ended: its exit status and all that it printed. */
  record Run(int exit, String output) {}
}
