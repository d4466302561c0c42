package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.genesys.EdgeTrunk.Behaviour;
import java.time.Duration;
import java.util.Optional;

/**
 * An edge's trunk as an admin call describes it: {@code id}, {@code certificateBundle}, {@code
 * edge} with {@code id}, {@code region} and {@code edgeGroupId}, and what can be switched later
 * too: {@code sipTrunkStatus}, {@code authenticationMode}, {@code region} and {@code edgeGroupId}
 * of its own, {@code behaviour} with {@code takesMs} (null is never), {@code needsRoot} and {@code
 * refusal}.
 */
final class EdgeTrunkJson {

  private EdgeTrunkJson() {}

  static EdgeTrunk read(Optional<EdgeTrunk> present, JsonNode json, EdgeRegistrations edges)
      throws MalformedClientException {
    try {
      EdgeTrunk trunk = present.isPresent() ? present.get() : created(json, edges);
      if (json.hasNonNull("sipTrunkStatus")) {
        trunk = trunk.withStatus(json.get("sipTrunkStatus").asText());
      }
      if (json.hasNonNull("authenticationMode")) {
        trunk = trunk.withAuthenticationMode(json.get("authenticationMode").asText());
      }
      trunk =
          trunk.withPlace(
              json.path("region").asText(trunk.place().region()),
              json.path("edgeGroupId").asText(trunk.place().groupId()));
      return json.has("behaviour") ? trunk.withBehaviour(behaviour(json.get("behaviour"))) : trunk;
    } catch (MalformedChainException | IllegalArgumentException e) {
      throw new MalformedClientException(e.getMessage());
    }
  }

  private static EdgeTrunk created(JsonNode json, EdgeRegistrations edges)
      throws MalformedChainException {
    JsonNode described = json.path("edge");
    Edge edge =
        new Edge(
            described.path("id").asText(),
            described.path("region").asText(),
            described.path("edgeGroupId").asText());
    edges.add(edge);
    return EdgeTrunk.serving(
        json.path("id").asText(),
        edge,
        CertificateChain.read(json.path("certificateBundle").asText()));
  }

  private static Behaviour behaviour(JsonNode json) {
    return new Behaviour(
        json.hasNonNull("takesMs")
            ? Optional.of(Duration.ofMillis(json.get("takesMs").asLong()))
            : Optional.empty(),
        json.path("needsRoot").asBoolean(),
        Optional.ofNullable(json.get("refusal")).map(JsonNode::asText));
  }
}
