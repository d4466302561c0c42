package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Bodies that ask for rotations. */
public final class Requests {

  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());
  private static final HeldCertificate LEAF = CA.client("billing").build();

  private static final HeldCertificate REPLACED = CA.client("billing").build();

  private Requests() {}

  public static TestCa ca() {
    return CA;
  }

  /** A leaf that is in place already. */
  public static HeldCertificate replaced() {
    return REPLACED;
  }

  public static HeldCertificate leaf() {
    return LEAF;
  }

  /** A request without faults and with nothing that is optional. */
  public static ObjectNode valid() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("target", target("OAUTH_CLIENT"));
    request.put("serviceId", "billing-sync");
    request.put("certificateChain", LEAF.chainPem());
    return request;
  }

  static ObjectNode target(String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("region", "eu-west-2")
        .put("id", "a1b2");
  }

  public static ArrayNode array(JsonNode... requests) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonNode request : requests) {
      array.add(request);
    }
    return array;
  }

  static String pin(int first) {
    byte[] hash = new byte[32];
    hash[0] = (byte) first;
    return Base64.getEncoder().encodeToString(hash);
  }

  public static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
