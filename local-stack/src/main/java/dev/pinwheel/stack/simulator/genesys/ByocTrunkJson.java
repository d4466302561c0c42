package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import java.time.Duration;
import java.util.Optional;

/**
 * A BYOC trunk as an admin call describes it: {@code id}, {@code region}, {@code certificateChain},
 * and what can be switched later too: {@code peers}, {@code requiredIssuer}, {@code failover} with
 * {@code active} and {@code boundCertificateHash}, {@code health} with {@code returnsAfterMs} (null
 * is never) or {@code failing}.
 */
final class ByocTrunkJson {

  private ByocTrunkJson() {}

  static ByocTrunk read(Optional<ByocTrunk> present, JsonNode json)
      throws MalformedClientException {
    try {
      ByocTrunk trunk =
          present.isPresent()
              ? present.get()
              : ByocTrunk.serving(
                  json.path("id").asText(),
                  json.path("region").asText(),
                  CertificateChain.read(json.path("certificateChain").asText()));
      if (json.has("peers")) {
        trunk =
            trunk.withPeers(
                json.get("peers").valueStream().map(JsonNode::asText).toArray(String[]::new));
      }
      if (json.hasNonNull("requiredIssuer")) {
        trunk = trunk.withRequiredIssuer(json.get("requiredIssuer").asText());
      }
      if (json.has("failover")) {
        JsonNode failover = json.get("failover");
        trunk =
            trunk.withFailover(
                failover.path("active").asBoolean(),
                Optional.ofNullable(failover.get("boundCertificateHash")).map(JsonNode::asText));
      }
      return json.has("health") ? trunk.withHealth(health(json.get("health"))) : trunk;
    } catch (MalformedChainException | IllegalArgumentException e) {
      throw new MalformedClientException(e.getMessage());
    }
  }

  private static ByocTrunk.Health health(JsonNode json) {
    if (json.hasNonNull("failing")) {
      return ByocTrunk.Health.failing(json.get("failing").asText());
    }
    return new ByocTrunk.Health(
        json.hasNonNull("returnsAfterMs")
            ? Optional.of(Duration.ofMillis(json.get("returnsAfterMs").asLong()))
            : Optional.empty(),
        Optional.empty());
  }
}
