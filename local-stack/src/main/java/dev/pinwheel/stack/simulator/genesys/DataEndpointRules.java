package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code PUT /api/v2/data/management/endpoints/{id}}. Settings that fail later are taken as they
 * are, and so is a key with a passphrase; a readable key has to be the certificate's.
 */
final class DataEndpointRules implements ResourceRules<DataEndpoint> {

  private static final List<String> DERIVED =
      List.of("certificateChain", "certificateHash", "version");

  private final Map<String, Credential> store;

  DataEndpointRules(Map<String, Credential> store) {
    this.store = store;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.DATA_ACTION_ENDPOINT;
  }

  @Override
  public Set<String> readScopes() {
    return Set.of("data:management:endpoints:write");
  }

  @Override
  public Set<String> writeScopes() {
    return readScopes();
  }

  @Override
  public PatchVerdict<DataEndpoint> judge(DataEndpoint current, JsonNode body, Instant now) {
    if (!(body instanceof ObjectNode settings)
        || !body.path("name").isTextual()
        || !body.path("url").isTextual()) {
      return refused("Schema violation: an endpoint has a name and a url");
    }
    JsonNode references = body.path("mutualTls");
    if (!body.path("securityType").asText().equals("mutual_tls")) {
      return accepted(current, settings, Optional.empty());
    }
    Optional<CertificateChain> chain =
        credential(references, "clientCertificateId").flatMap(Credential::chain);
    Optional<Credential> key =
        credential(references, "privateKeyId").filter(it -> it.chain().isEmpty());
    if (chain.isEmpty() || key.isEmpty()) {
      return refused("mutualTls refers to a certificate or key that is not in the store");
    }
    boolean aligned =
        key.get().key().isEmpty()
            || KeyPairs.match(chain.get().leaf().getPublicKey(), key.get().key().get());
    return aligned
        ? accepted(current, settings, chain)
        : refused("The modulus of the private key is not that of the certificate");
  }

  @Override
  public ObjectNode show(DataEndpoint endpoint, Instant now) {
    ObjectNode json = endpoint.settings().put("id", endpoint.id());
    ObjectNode mutualTls = json.withObject("/mutualTls");
    endpoint.chain().ifPresent(chain -> mutualTls.put("certificateChain", chain.pem()));
    endpoint.storedHash().ifPresent(hash -> mutualTls.put("certificateHash", hash));
    return json.put("version", endpoint.version());
  }

  @Override
  public DataEndpoint withPinOfNobody(DataEndpoint endpoint, String pin) {
    return endpoint.withStoredHash(pin);
  }

  private Optional<Credential> credential(JsonNode references, String field) {
    return Optional.ofNullable(references.get(field)).map(JsonNode::asText).map(store::get);
  }

  private static PatchVerdict<DataEndpoint> accepted(
      DataEndpoint current, ObjectNode body, Optional<CertificateChain> chain) {
    ObjectNode settings = body.deepCopy();
    settings.remove(DERIVED);
    if (settings.path("mutualTls") instanceof ObjectNode references) {
      references.remove(DERIVED);
    }
    return new PatchVerdict.Accepted<>(
        new DataEndpoint(
            current.id(),
            settings,
            chain,
            chain.map(CertificateChain::leafPin),
            current.version()));
  }

  private static PatchVerdict<DataEndpoint> refused(String message) {
    return new PatchVerdict.Refused<>(Reason.BAD_REQUEST, message);
  }
}
