package dev.pinwheel.stack;

import dev.pinwheel.embedded.EmbeddedKafka;

/** The Kafka broker under a local stack. */
public sealed interface Broker extends AutoCloseable {

  /** Its client listener, as {@code host:port}. */
  String bootstrapServers();

  @Override
  void close();

  /** A child process, which can be killed and started again. */
  record Embedded(EmbeddedKafka kafka) implements Broker {
    @Override
    public String bootstrapServers() {
      return kafka.bootstrapServers();
    }

    @Override
    public void close() {
      kafka.close();
    }
  }

  /**
   * A broker that somebody else started, such as a container.
   *
   * @param end ends it; nothing where it is to go on
   */
  record Elsewhere(String bootstrapServers, Runnable end) implements Broker {
    @Override
    public void close() {
      end.run();
    }
  }
}
