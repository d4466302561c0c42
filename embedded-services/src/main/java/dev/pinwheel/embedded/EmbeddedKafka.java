package dev.pinwheel.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Kafka broker (KRaft, one node) as a child process on loopback, with its own data folder.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final BrokerNode node;

  private EmbeddedKafka(BrokerNode node) {
    this.node = node;
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
    return start(BrokerRelease.ofThisBuild(), overrides, wantedPort);
  }

  /** The same with a broker of some release. */
  public static EmbeddedKafka start(
      BrokerRelease release, Map<String, String> overrides, int wantedPort) {
    int[] ports = FreePorts.choose(2);
    int clientPort = wantedPort == 0 ? ports[0] : wantedPort;
    BrokerNode node =
        new BrokerNode(
            release,
            clientPort,
            serverProperties(clientPort, ports[1], overrides),
            List.of(),
            Map.of(),
            List.of());
    try {
      node.launch();
      node.awaitReady();
      return new EmbeddedKafka(node);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Client listener, as {@code host:port}. */
  public String bootstrapServers() {
    return node.address();
  }

  /** The broker's process. */
  public ChildProcess process() {
    return node.process();
  }

  /** SIGKILL; the data folder stays. */
  public void kill() {
    node.process().kill();
  }

  /** Ends the broker if it runs, and starts it again on the same port and data. */
  public void restart() {
    node.launch();
    node.awaitReady();
  }

  @Override
  public void close() {
    node.close();
  }

  private static Map<String, String> serverProperties(
      int port, int controllerPort, Map<String, String> overrides) {
    Map<String, String> server = new HashMap<>(ServerProperties.usual(1));
    server.putAll(
        Map.of(
            "node.id",
            "1",
            "listeners",
            "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners",
            "CLIENT://127.0.0.1:" + port,
            "listener.security.protocol.map",
            "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name",
            "CLIENT",
            "controller.quorum.voters",
            "1@127.0.0.1:" + controllerPort));
    server.putAll(overrides);
    return server;
  }
}
