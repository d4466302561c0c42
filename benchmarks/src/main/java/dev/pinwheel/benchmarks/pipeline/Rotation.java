package dev.pinwheel.benchmarks.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * One rotation to be done, by whichever program.
 *
 * @param clientId the OAuth client whose certificate is replaced
 * @param chain PEM of the new certificate and its issuer
 * @param pin base64 SHA-256 of the new certificate
 */
record Rotation(UUID rotationId, String clientId, String chain, String pin) {

  static final String REGION = "eu-west-2";

  /** What the HTTP intake takes. */
  ObjectNode request() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("rotationId", rotationId.toString());
    body.putObject("target").put("kind", "OAUTH_CLIENT").put("region", REGION).put("id", clientId);
    body.put("serviceId", "benchmark");
    body.put("certificateChain", chain);
    body.put("webhookEndpoint", "default");
    body.put("reason", "benchmark");
    return body;
  }
}
