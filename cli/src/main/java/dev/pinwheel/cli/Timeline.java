package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A rotation's timeline as the HTTP intake tells it. */
final class Timeline {

  private static final Set<String> REFUSED = Set.of("REFUSED", "FAILED");
  private static final Set<String> APPLIED = Set.of("APPLIED", "ALREADY_APPLIED");

  private Timeline() {}

  static String text(JsonNode rotation) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s  %s  %s%n"
            .formatted(
                rotation.path("rotationId").asText(),
                targetKey(rotation.path("target")),
                state(rotation)));
    for (JsonNode event : rotation.path("events")) {
      text.append(
          "  %s  %-20s %s%n"
              .formatted(
                  event.path("at").asText(),
                  event.path("type").asText(),
                  detail(event.path("detail"))));
      text.append(notes(event.path("detail").path("notes")));
    }
    return text.append(waiting(rotation.path("waiting"))).toString();
  }

  /** What others are known to say of a chain, a line each. */
  static String notes(JsonNode notes) {
    StringBuilder text = new StringBuilder();
    for (JsonNode note : notes) {
      text.append(
          "  note %s: %s%n".formatted(note.path("kind").asText(), note.path("message").asText()));
    }
    return text.toString();
  }

  /** Nothing of a rotation that has ended, or that is on its way. */
  private static String waiting(JsonNode waiting) {
    return switch (waiting.path("state").asText()) {
      case "WAITING" ->
          "  waits until %s: %s %s (attempt %s, since %s)%n"
              .formatted(
                  waiting.path("until").asText(),
                  waiting.path("code").asText(),
                  waiting.path("reason").asText(),
                  waiting.path("attempt").asText(),
                  waiting.path("since").asText());
      case "UNKNOWN" ->
          "  whether it waits is unknown: %s%n".formatted(waiting.path("reason").asText());
      default -> "";
    };
  }

  static String state(JsonNode rotation) {
    return rotation.path("state").asText() + ", webhook " + rotation.path("notification").asText();
  }

  /** True once the webhook was delivered or given up. */
  static boolean isTold(JsonNode rotation) {
    return !rotation.path("notification").asText().equals("PENDING");
  }

  static boolean isApplied(JsonNode rotation) {
    return APPLIED.contains(rotation.path("state").asText());
  }

  /** True once nothing but the webhook can follow. */
  static boolean isEnded(JsonNode rotation) {
    return isApplied(rotation) || REFUSED.contains(rotation.path("state").asText());
  }

  static String targetKey(JsonNode target) {
    return target.isTextual()
        ? target.asText()
        : String.join(
            "/",
            target.path("kind").asText(),
            target.path("region").asText(),
            target.path("id").asText());
  }

  private static String detail(JsonNode detail) {
    if (detail.isTextual()) {
      return detail.asText();
    }
    StringBuilder text = new StringBuilder();
    detail
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                text.append(field.getKey())
                    .append('=')
                    .append(field.getValue().asText())
                    .append(' ');
              }
            });
    return text.toString().strip();
  }
}
