package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused.Reason;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v2/trunks/byoc/{id}/credentials}. */
final class ByocTrunkRules implements ResourceRules<ByocTrunk> {

  private static final String TEMPLATE = "v2.1";

  @Override
  public TargetKind kind() {
    return TargetKind.BYOC_TRUNK;
  }

  @Override
  public Set<String> readScopes() {
    return Set.of("sip_trunk:read");
  }

  @Override
  public Set<String> writeScopes() {
    return Set.of("sip_trunk:write");
  }

  /**
   * The chain is taken whole, and the compliance check looks at it before anything is stored: a
   * leaf alone is incomplete, and its issuer has to be the template's.
   */
  @Override
  public PatchVerdict<ByocTrunk> judge(ByocTrunk current, JsonNode body, Instant now) {
    for (var field : body.properties()) {
      if (!Set.of("certificateChain", "serviceId", "sipCredentialsRef").contains(field.getKey())) {
        return refused(
            Reason.BAD_REQUEST, "Schema violation: " + field.getKey() + " cannot be written");
      }
    }
    if (!body.path("certificateChain").isTextual()) {
      return refused(Reason.BAD_REQUEST, "Schema violation: certificateChain is a text");
    }
    if (body.has("sipCredentialsRef")
        && !body.get("sipCredentialsRef").asText().equals(current.stored().sipCredentialsRef())) {
      return refused(Reason.BAD_REQUEST, "sipCredentialsRef names no credentials of this trunk");
    }
    CertificateChain chain;
    try {
      chain = CertificateChain.read(body.get("certificateChain").asText());
    } catch (CertificateChain.MalformedChainException e) {
      return refused(Reason.BAD_REQUEST, "certificateChain is malformed PEM: " + e.getMessage());
    }
    return complies(current, chain)
        .<PatchVerdict<ByocTrunk>>map(
            why ->
                refused(
                    Reason.COMPLIANCE,
                    "Certificate chain validation failed for trunk %s. %s"
                        .formatted(current.id(), why)))
        .orElseGet(
            () ->
                new PatchVerdict.Accepted<>(
                    current.serving(
                        chain,
                        Optional.of(body.path("serviceId"))
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::asText)
                            .or(current.stored()::serviceId),
                        now)));
  }

  @Override
  public ObjectNode show(ByocTrunk trunk, Instant now) {
    ObjectNode json = Replies.JSON.createObjectNode().put("trunkId", trunk.id());
    json.put("region", trunk.region());
    trunk.chain().ifPresent(chain -> json.put("certificateChain", chain.pem()));
    trunk.stored().hash().ifPresent(hash -> json.put("certificateHash", hash));
    trunk.stored().serviceId().ifPresent(service -> json.put("serviceId", service));
    json.put("sipCredentialsRef", trunk.stored().sipCredentialsRef());
    json.put("policyTemplate", TEMPLATE);
    ObjectNode failover = json.putObject("failover").put("active", trunk.failover().active());
    ArrayNode peers = failover.putArray("peers");
    trunk.failover().peers().forEach(peers::add);
    trunk.failover().boundHash().ifPresent(hash -> failover.put("boundCertificateHash", hash));
    ObjectNode health = json.putObject("health").put("status", trunk.statusAt(now));
    trunk.health().failing().ifPresent(reason -> health.put("reason", reason));
    return json.put("version", trunk.version());
  }

  @Override
  public ByocTrunk withPinOfNobody(ByocTrunk trunk, String pin) {
    return trunk.withStoredHash(pin);
  }

  private static Optional<String> complies(ByocTrunk trunk, CertificateChain chain) {
    if (chain.certificates().size() == 1) {
      return Optional.of("SIP_REGISTRATION_FAILED: CERT_CHAIN_INCOMPLETE.");
    }
    return trunk
        .requiredIssuer()
        .filter(wanted -> !IssuerName.commonName(chain.leaf()).equals(Optional.of(wanted)))
        .map(
            wanted ->
                "Expected root CA matches but intermediate issuer differs from policy template "
                    + TEMPLATE
                    + ".");
  }

  private static PatchVerdict<ByocTrunk> refused(Reason reason, String message) {
    return new PatchVerdict.Refused<>(reason, message);
  }
}
