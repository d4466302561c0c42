package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.http.Replies;

/** An OAuth client as the platform's API shows it; what is not set is left out. */
final class OAuthClientJson {

  private OAuthClientJson() {}

  static ObjectNode write(OAuthClient client) {
    ObjectNode json =
        Replies.JSON.createObjectNode().put("id", client.id()).put("name", client.name());
    client.chain().ifPresent(chain -> json.put("certificateChain", chain.pem()));
    json.put("mtlsRequired", client.mtlsRequired());
    ArrayNode scopes = json.putArray("scopes");
    client.scopes().forEach(scopes::add);
    client.serviceId().ifPresent(serviceId -> json.put("serviceId", serviceId));
    client.primaryPin().ifPresent(pin -> json.put("primaryPin", pin));
    client.fallbackPin().ifPresent(pin -> json.put("fallbackPin", pin));
    ArrayNode backups = json.putArray("backupPins");
    client.backupPins().forEach(backups::add);
    ArrayNode pins = json.putArray("pins");
    client.pins().forEach(pins::add);
    json.put("maxPinCount", client.maxPinCount());
    json.put("version", client.version());
    return json.put("selfUri", "/api/v2/oauth/clients/" + client.id());
  }
}
