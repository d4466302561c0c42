package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.sip.digest.DigestCheck;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.register.Report;

/** A digest's verdict, for programs and for a person. */
final class SipVerdict {

  private SipVerdict() {}

  static ObjectNode json(DigestCheck.Verdict verdict) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", verdict.isGood());
    json.put("matches", verdict.matches()).put("expected", verdict.expected());
    verdict.explanation().ifPresent(text -> json.put("explanation", text));
    verdict.findings().forEach(json.putArray("findings")::add);
    verdict.notes().forEach(json.putArray("notes")::add);
    verdict.unknown().forEach(json.putArray("unknown")::add);
    return json;
  }

  static ObjectNode json(Report report) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", report.isTaken());
    json.put("standing", report.standing().name());
    json.put("status", report.status()).put("reason", report.reason());
    report.trace().forEach(json.putArray("trace")::add);
    report.findings().forEach(json.putArray("findings")::add);
    return json;
  }

  /** A header that no registrar can read: it is the answer's fault, not the command line's. */
  static ObjectNode broken(MalformedDigestException fault, String pasted) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", false);
    json.putArray("findings").add("the header is broken: " + fault.getMessage());
    if (pasted.contains("[truncated]")) {
      json.putArray("notes").add("Wireshark has cut the line: copy its value, or the bytes");
    }
    return json;
  }

  static String text(JsonNode verdict) {
    StringBuilder text = new StringBuilder();
    lines(text, verdict.path("trace"), "");
    if (verdict.has("status")) {
      text.append(registered(verdict)).append('\n');
    } else if (verdict.path("matches").booleanValue()) {
      text.append("the digest matches\n");
    } else if (verdict.has("expected")) {
      text.append("the digest does not match, expected ")
          .append(verdict.path("expected").asText())
          .append("\n  ")
          .append(verdict.path("explanation").asText(unexplained(verdict.path("unknown"))))
          .append('\n');
    } else {
      text.append("the digest cannot be computed\n");
    }
    lines(text, verdict.path("findings"), "  ");
    lines(text, verdict.path("notes"), "  note: ");
    return text.toString();
  }

  private static String registered(JsonNode verdict) {
    if (!verdict.path("good").booleanValue()) {
      return "not registered";
    }
    return verdict.path("status").asInt() < 300 ? "registered" : "the credentials are taken";
  }

  private static String unexplained(JsonNode unknown) {
    if (unknown.isEmpty()) {
      return "no usual mistake explains it: the password is another";
    }
    StringBuilder text =
        new StringBuilder("no usual mistake explains it, but not all that was hashed is known:");
    unknown.forEach(one -> text.append(' ').append(one.asText()).append(';'));
    return text.substring(0, text.length() - 1);
  }

  private static void lines(StringBuilder text, JsonNode lines, String before) {
    lines.forEach(line -> text.append(before).append(line.asText()).append('\n'));
  }
}
