package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.Set;

/** {@code /api/v2/oauth/clients/{id}}. */
final class OAuthClientRules implements ResourceRules<OAuthClient> {

  @Override
  public TargetKind kind() {
    return TargetKind.OAUTH_CLIENT;
  }

  @Override
  public Set<String> readScopes() {
    return Set.of(OrganisationClient.READ);
  }

  @Override
  public Set<String> writeScopes() {
    return Set.of(OrganisationClient.UPDATE);
  }

  @Override
  public PatchVerdict<OAuthClient> judge(OAuthClient current, JsonNode body, Instant now) {
    return OAuthClientPatch.judge(current, body);
  }

  @Override
  public ObjectNode show(OAuthClient client, Instant now) {
    return OAuthClientJson.write(client);
  }

  @Override
  public OAuthClient withPinOfNobody(OAuthClient client, String pin) {
    return client.withPrimaryPin(pin);
  }
}
