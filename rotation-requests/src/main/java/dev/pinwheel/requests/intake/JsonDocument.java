package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.pem.PemReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * A strict reading of JSON text: a name twice in an object, or anything after the end, is a fault.
 */
public sealed interface JsonDocument {

  /** The text is JSON. */
  record Parsed(JsonNode root) implements JsonDocument {}

  /** The text is not, or is dangerous to go on with. */
  record Refused(Fault fault) implements JsonDocument {}

  ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads a body. A private key anywhere in it, even under a name that we do not know, is the only
   * fault that is then reported.
   */
  static JsonDocument parse(byte[] body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (root.isMissingNode()) {
        return new Refused(new Fault("", FaultCode.NOT_JSON, "expected JSON, found nothing"));
      }
      return privateKey(root, "").<JsonDocument>map(Refused::new).orElseGet(() -> new Parsed(root));
    } catch (JsonProcessingException e) {
      return new Refused(fault(e));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static Fault fault(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return e.getOriginalMessage().startsWith("Duplicate field")
        ? new Fault("", FaultCode.DUPLICATE_KEY, "a name is twice in one object" + where)
        : new Fault("", FaultCode.NOT_JSON, "expected JSON" + where);
  }

  private static Optional<Fault> privateKey(JsonNode node, String pointer) {
    if (node.isTextual()) {
      return isPrivateKey(node.textValue())
          ? Optional.of(
              new Fault(
                  pointer,
                  FaultCode.PRIVATE_KEY_IN_BUNDLE,
                  "a private key must not be sent; regard this one as disclosed and replace it",
                  Optional.of(ViolationCode.PRIVATE_KEY_IN_BUNDLE)))
          : Optional.empty();
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      Optional<Fault> found = privateKey(field.getValue(), child(pointer, field.getKey()));
      if (found.isPresent()) {
        return found;
      }
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      Optional<Fault> found = privateKey(node.get(index), pointer + "/" + index);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A reason in words may be about a private key, and begins no line with dashes. */
  private static boolean isPrivateKey(String text) {
    return text.contains("----") && PemReader.hasPrivateKey(text);
  }

  /** RFC 6901 section 3. */
  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
