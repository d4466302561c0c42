package dev.pinwheel.validator.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads suites in x509-limbo's schema, version 1. Fields that are not known are passed over: the
 * schema grows. A field that is known and has the wrong form refuses the file, with the case's id.
 */
public final class SuiteReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SuiteReader() {}

  /** Reads a whole file's text. */
  public static List<SuiteCase> read(String json) throws MalformedSuiteException {
    JsonNode suite;
    try {
      suite = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MalformedSuiteException("the suite is no JSON: " + e.getOriginalMessage(), e);
    }
    if (suite.path("version").asInt() != 1 || !suite.path("testcases").isArray()) {
      throw new MalformedSuiteException(
          "the suite is not of x509-limbo's schema: expected \"version\": 1 and \"testcases\"");
    }
    List<SuiteCase> cases = new ArrayList<>();
    for (JsonNode one : suite.path("testcases")) {
      cases.add(new Fields(one).read());
    }
    return cases;
  }

  /** The fields of one case. */
  private record Fields(JsonNode node) {

    SuiteCase read() throws MalformedSuiteException {
      return new SuiteCase(
          text("id"),
          texts("features"),
          oneOf("validation_kind", "SERVER", "CLIENT"),
          texts("trusted_certs"),
          texts("untrusted_intermediates"),
          text("peer_certificate"),
          time(),
          texts("signature_algorithms"),
          texts("key_usage"),
          texts("extended_key_usage"),
          peers(),
          depth(),
          texts("crls"),
          oneOf("expected_result", "SUCCESS", "FAILURE"));
    }

    private String text(String field) throws MalformedSuiteException {
      if (!node.path(field).isTextual()) {
        throw malformed(field, "a text");
      }
      return node.path(field).asText();
    }

    private boolean oneOf(String field, String yes, String no) throws MalformedSuiteException {
      String text = text(field);
      if (!text.equals(yes) && !text.equals(no)) {
        throw malformed(field, yes + " or " + no);
      }
      return text.equals(yes);
    }

    private List<String> texts(String field) throws MalformedSuiteException {
      JsonNode list = node.path(field);
      if (list.isMissingNode() || list.isNull()) {
        return List.of();
      }
      List<String> texts = new ArrayList<>();
      for (JsonNode one : list) {
        if (!one.isTextual()) {
          throw malformed(field, "a list of texts");
        }
        texts.add(one.asText());
      }
      if (!list.isArray()) {
        throw malformed(field, "a list of texts");
      }
      return texts;
    }

    private Optional<Instant> time() throws MalformedSuiteException {
      if (!node.hasNonNull("validation_time")) {
        return Optional.empty();
      }
      try {
        return Optional.of(OffsetDateTime.parse(text("validation_time")).toInstant());
      } catch (DateTimeException e) {
        throw new MalformedSuiteException(
            "%s: validation_time is not RFC 3339".formatted(node.path("id").asText()), e);
      }
    }

    private OptionalInt depth() throws MalformedSuiteException {
      if (!node.hasNonNull("max_chain_depth")) {
        return OptionalInt.empty();
      }
      if (!node.path("max_chain_depth").canConvertToInt()) {
        throw malformed("max_chain_depth", "a number");
      }
      return OptionalInt.of(node.path("max_chain_depth").asInt());
    }

    private List<SuiteCase.Peer> peers() throws MalformedSuiteException {
      List<JsonNode> nodes = new ArrayList<>();
      if (node.hasNonNull("expected_peer_name")) {
        nodes.add(node.path("expected_peer_name"));
      }
      node.path("expected_peer_names").forEach(nodes::add);
      List<SuiteCase.Peer> peers = new ArrayList<>();
      for (JsonNode peer : nodes) {
        if (!peer.path("kind").isTextual() || !peer.path("value").isTextual()) {
          throw malformed("expected_peer_name", "a kind and a value");
        }
        peers.add(new SuiteCase.Peer(peer.path("kind").asText(), peer.path("value").asText()));
      }
      return peers;
    }

    private MalformedSuiteException malformed(String field, String wanted) {
      return new MalformedSuiteException(
          "case %s: %s is not %s".formatted(node.path("id").asText("without id"), field, wanted));
    }
  }
}
