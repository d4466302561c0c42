package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused.Reason;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Instant;
import java.util.Set;

/**
 * {@code PUT /api/v2/telephony/providers/edges/{edge}/trunks/{id}}: the resource is replaced, and a
 * bundle is taken as long as it is PEM. Whether it is any good shows at the registration.
 */
final class EdgeTrunkRules implements ResourceRules<EdgeTrunk> {

  @Override
  public TargetKind kind() {
    return TargetKind.EDGE_TRUNK;
  }

  @Override
  public Set<String> readScopes() {
    return Set.of("trunk:admin");
  }

  @Override
  public Set<String> writeScopes() {
    return Set.of("trunk:admin", "certificate:manage");
  }

  @Override
  public PatchVerdict<EdgeTrunk> judge(EdgeTrunk current, JsonNode body, Instant now) {
    if (!body.path("id").asText().equals(current.id())
        || !body.path("sipTrunkStatus").isTextual()
        || !body.path("authenticationMode").isTextual()
        || !body.path("certificateBundle").isTextual()) {
      return new PatchVerdict.Refused<>(
          Reason.BAD_REQUEST,
          "Schema violation: a trunk has id, sipTrunkStatus, authenticationMode and"
              + " certificateBundle");
    }
    try {
      return new PatchVerdict.Accepted<>(
          current
              .withStatus(body.get("sipTrunkStatus").asText())
              .withPlace(body.path("region").asText(), body.path("edgeGroupId").asText())
              .withAuthenticationMode(body.get("authenticationMode").asText())
              .serving(CertificateChain.read(body.get("certificateBundle").asText())));
    } catch (MalformedChainException e) {
      return new PatchVerdict.Refused<>(
          Reason.BAD_REQUEST, "certificateBundle is malformed PEM: " + e.getMessage());
    }
  }

  @Override
  public ObjectNode show(EdgeTrunk trunk, Instant now) {
    ObjectNode json =
        Replies.JSON.createObjectNode().put("id", trunk.id()).put("name", trunk.name());
    json.put("region", trunk.place().region()).put("edgeGroupId", trunk.place().groupId());
    json.put("sipTrunkStatus", trunk.status());
    json.put("authenticationMode", trunk.authenticationMode());
    trunk.chain().ifPresent(chain -> json.put("certificateBundle", chain.pem()));
    trunk.bundle().hash().ifPresent(hash -> json.put("certificateHash", hash));
    ObjectNode registration =
        json.putObject("registration").put("status", trunk.registrationAt(now));
    trunk
        .bundle()
        .registration()
        .hash()
        .ifPresent(hash -> registration.put("certificateHash", hash));
    return json.put("version", trunk.version());
  }

  @Override
  public EdgeTrunk withPinOfNobody(EdgeTrunk trunk, String pin) {
    return trunk.withStoredHash(pin);
  }
}
