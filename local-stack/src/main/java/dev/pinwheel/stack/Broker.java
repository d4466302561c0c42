package dev.pinwheel.stack;

import dev.pinwheel.embedded.EmbeddedCluster;
import dev.pinwheel.embedded.EmbeddedKafka;
import java.util.Map;

/** The Kafka broker, or brokers, under a local stack. */
public sealed interface Broker extends AutoCloseable {

  /** Its client listener, as {@code host:port}. */
  String bootstrapServers();

  /** Settings of a client that may do everything, its address included. */
  default Map<String, Object> operator() {
    return Map.of("bootstrap.servers", bootstrapServers());
  }

  /** The same for a stage, which may do no more than its work where there is an authorizer. */
  default Map<String, Object> stage(String name) {
    return operator();
  }

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

  /**
   * Brokers of which one can be taken away.
   *
   * <p>Its users are the stages, by their names.
   */
  record Cluster(EmbeddedCluster cluster) implements Broker {
    @Override
    public String bootstrapServers() {
      return cluster.bootstrapServers();
    }

    @Override
    public Map<String, Object> operator() {
      return cluster.client(EmbeddedCluster.OPERATOR);
    }

    @Override
    public Map<String, Object> stage(String name) {
      return cluster.client(name);
    }

    @Override
    public void close() {
      cluster.close();
    }
  }
}
