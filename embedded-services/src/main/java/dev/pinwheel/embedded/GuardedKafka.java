package dev.pinwheel.embedded;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * A real broker with an authorizer and two doors: one for the operator, who may do everything, and
 * one where users log in by their name and may do what the access rules allow them.
 */
public final class GuardedKafka implements AutoCloseable {

  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  private final int userPort;
  private final EmbeddedKafka kafka;

  /**
   * Starts the broker.
   *
   * @param users names of those who may log in
   */
  public GuardedKafka(Collection<String> users) {
    int[] ports = FreePorts.choose(3);
    int operatorPort = ports[0];
    int controllerPort = ports[1];
    userPort = ports[2];
    Map<String, String> server = new HashMap<>();
    server.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,USERS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(operatorPort, userPort, controllerPort));
    server.put(
        "advertised.listeners",
        "CLIENT://127.0.0.1:%d,USERS://127.0.0.1:%d".formatted(operatorPort, userPort));
    server.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    server.put(
        "listener.security.protocol.map",
        "CLIENT:PLAINTEXT,USERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    server.put("listener.name.users.sasl.enabled.mechanisms", "PLAIN");
    server.put(
        "listener.name.users.plain.sasl.jaas.config",
        MODULE
            + users.stream()
                .map(user -> "user_" + user + "=\"" + user + "\"")
                .collect(Collectors.joining(" ", "", ";")));
    server.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    server.put("super.users", "User:ANONYMOUS");
    kafka = EmbeddedKafka.start(server, operatorPort);
  }

  /** Client settings of somebody who may do everything. */
  public Map<String, Object> operator() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
  }

  /** Client settings of a user. */
  public Map<String, Object> user(String name) {
    Map<String, Object> client = new HashMap<>();
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + userPort);
    client.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
    client.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
    client.put(
        SaslConfigs.SASL_JAAS_CONFIG,
        MODULE + "username=\"" + name + "\" password=\"" + name + "\";");
    return client;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
