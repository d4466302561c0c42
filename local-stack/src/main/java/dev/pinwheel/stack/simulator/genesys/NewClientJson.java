package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import java.util.List;
import java.util.Optional;

/**
 * A client as an admin call describes it: {@code id}, optionally {@code requiredIssuer}, and every
 * field that a PATCH could write, under the same rules; the primary pin follows from the chain.
 */
final class NewClientJson {

  private NewClientJson() {}

  static OAuthClient read(Optional<OAuthClient> present, JsonNode json)
      throws MalformedClientException {
    if (present.isPresent()) {
      return judged(present.get(), (ObjectNode) json);
    }
    if (!json.path("id").isTextual()) {
      throw new MalformedClientException("a client has an id");
    }
    ObjectNode patch = ((ObjectNode) json).deepCopy();
    patch.remove(List.of("id", "requiredIssuer"));
    try {
      OAuthClient bare =
          OAuthClient.named(json.get("id").asText(), json.path("name").asText("unnamed"));
      OAuthClient first =
          json.hasNonNull("requiredIssuer")
              ? bare.withRequiredIssuer(json.get("requiredIssuer").asText())
              : bare;
      if (patch.hasNonNull("certificateChain") && !patch.has("primaryPin")) {
        patch.put(
            "primaryPin", CertificateChain.read(patch.get("certificateChain").asText()).leafPin());
      }
      return judged(first, patch);
    } catch (MalformedChainException | IllegalArgumentException e) {
      throw new MalformedClientException(e.getMessage());
    }
  }

  private static OAuthClient judged(OAuthClient client, ObjectNode patch)
      throws MalformedClientException {
    return switch (OAuthClientPatch.judge(client, patch)) {
      case PatchVerdict.Accepted<OAuthClient> accepted -> accepted.next();
      case PatchVerdict.Refused<OAuthClient> refused ->
          throw new MalformedClientException(refused.message());
    };
  }
}
