package dev.pinwheel.schemas.topics;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.FreePorts;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * A real broker with an authorizer and two doors: one for the operator, who may do everything, and
 * one where every stage logs in by its name and may do what its rules allow.
 */
final class GuardedBroker implements AutoCloseable {

  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  private final int stagePort;
  private final EmbeddedKafka kafka;

  GuardedBroker() {
    int[] ports = FreePorts.choose(3);
    int operatorPort = ports[0];
    int controllerPort = ports[1];
    stagePort = ports[2];
    Map<String, String> server = new HashMap<>();
    server.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,STAGES://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(operatorPort, stagePort, controllerPort));
    server.put(
        "advertised.listeners",
        "CLIENT://127.0.0.1:%d,STAGES://127.0.0.1:%d".formatted(operatorPort, stagePort));
    server.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    server.put(
        "listener.security.protocol.map",
        "CLIENT:PLAINTEXT,STAGES:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    server.put("listener.name.stages.sasl.enabled.mechanisms", "PLAIN");
    server.put(
        "listener.name.stages.plain.sasl.jaas.config",
        MODULE
            + AccessRules.STAGES.stream()
                .map(stage -> "user_" + stage + "=\"" + stage + "\"")
                .collect(Collectors.joining(" ", "", ";")));
    server.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    server.put("super.users", "User:ANONYMOUS");
    kafka = EmbeddedKafka.start(server, operatorPort);
  }

  /** Client settings of somebody who may do everything. */
  Map<String, Object> operator() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
  }

  /** Client settings of a stage. */
  Map<String, Object> stage(String name) {
    Map<String, Object> client = new HashMap<>();
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + stagePort);
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
