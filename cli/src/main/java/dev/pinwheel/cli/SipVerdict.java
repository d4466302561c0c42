package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A digest's verdict for a person. */
final class SipVerdict {

  private SipVerdict() {}

  static String text(JsonNode verdict) {
    StringBuilder text = new StringBuilder();
    verdict.path("trace").forEach(line -> text.append(line.asText()).append('\n'));
    if (verdict.has("status")) {
      text.append(verdict.path("good").booleanValue() ? "registered\n" : "not registered\n");
    } else if (verdict.path("matches").booleanValue()) {
      text.append("the digest matches\n");
    } else {
      text.append("the digest does not match, expected ")
          .append(verdict.path("expected").asText())
          .append('\n');
      text.append("  ")
          .append(
              verdict
                  .path("explanation")
                  .asText("no usual mistake explains it: the password is another"))
          .append('\n');
    }
    verdict.path("findings").forEach(line -> text.append("  ").append(line.asText()).append('\n'));
    return text.toString();
  }
}
