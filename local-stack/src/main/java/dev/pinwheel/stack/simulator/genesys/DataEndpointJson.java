package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Data Action endpoint as an admin call describes it: {@code id}, and every field that a PUT
 * takes under the same rules; of one that is there already, only what is named is changed.
 */
final class DataEndpointJson {

  private DataEndpointJson() {}

  static DataEndpoint read(Optional<DataEndpoint> present, JsonNode json, DataEndpoints endpoints)
      throws MalformedClientException {
    if (!(json instanceof ObjectNode object)) {
      throw new MalformedClientException("an endpoint is an object");
    }
    try {
      DataEndpoint bare =
          present.isPresent()
              ? present.get()
              : new DataEndpoint(
                  json.path("id").asText(),
                  object.objectNode(),
                  Optional.empty(),
                  Optional.empty(),
                  1);
      ObjectNode settings = bare.settings();
      settings.setAll(object);
      settings.remove(List.of("id"));
      return switch (endpoints.rules().judge(bare, settings, Instant.EPOCH)) {
        case PatchVerdict.Accepted<DataEndpoint> accepted -> accepted.next();
        case PatchVerdict.Refused<DataEndpoint> refused ->
            throw new MalformedClientException(refused.message());
      };
    } catch (IllegalArgumentException e) {
      throw new MalformedClientException(e.getMessage());
    }
  }
}
