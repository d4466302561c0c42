package dev.pinwheel.testing.kafka;

import dev.pinwheel.embedded.BrokerRelease;
import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.FreePorts;
import java.util.Map;

/**
 * A broker with two doors: one direct, for the test's own clients and the stages that are left in
 * peace, and one through a {@link KafkaProxy}, for the client that is to be hurt.
 */
public record ProxiedKafka(EmbeddedKafka broker, KafkaProxy proxy) implements AutoCloseable {

  public static ProxiedKafka start() {
    return start(BrokerRelease.ofThisBuild());
  }

  /** The same with a broker of some release. */
  public static ProxiedKafka start(BrokerRelease release) {
    KafkaProxy proxy = KafkaProxy.start();
    int[] ports = FreePorts.choose(3);
    EmbeddedKafka broker =
        EmbeddedKafka.start(
            release,
            Map.of(
                "listeners",
                "CLIENT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(ports[0], ports[1], ports[2]),
                "advertised.listeners",
                "CLIENT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(ports[0], proxy.port()),
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters",
                "1@127.0.0.1:" + ports[2]),
            ports[0]);
    proxy.forwardTo(ports[1]);
    return new ProxiedKafka(broker, proxy);
  }

  /** The direct door. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The door through the proxy. */
  public String proxiedBootstrapServers() {
    return "127.0.0.1:" + proxy.port();
  }

  @Override
  public void close() {
    proxy.close();
    broker.close();
  }
}
