package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a trunk's audit trail says of a refused certificate: the one place where the platform names
 * the reason behind its general "Invalid credentials".
 */
final class EdgeAudit {

  private static final String EVENT = "certificateValidationFailed";

  /** The newest entries are enough to see why; a message has to fit into an event. */
  private static final int MOST_ENTRIES = 5;

  private static final int LONGEST_REASON = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

  private EdgeAudit() {}

  /**
   * The failure with the audit trail's entries about this leaf.
   *
   * @param path of the audit trail
   */
  static Failure explained(
      PlatformCalls calls, List<String> path, String permission, String leafHash, Failure failure)
      throws InterruptedException {
    Reading<List<String>> read =
        ResourceCalls.read(calls, path, permission, done -> entries(done, leafHash));
    String found =
        switch (read) {
          case Reading.Found<List<String>> entries ->
              entries.state().isEmpty()
                  ? "the audit trail has no " + EVENT + " for this certificate"
                  : "audit trail: " + String.join("; ", entries.state());
          case Reading.NotRead<List<String>> not -> "the audit trail could not be read";
        };
    return new Failure(
        failure.code(), failure.message() + "; " + found, failure.trail(), failure.violations());
  }

  private static List<String> entries(Reaction.Done done, String leafHash)
      throws MalformedAnswerException {
    JsonNode entries = done.body().path("entries");
    if (!entries.isArray()) {
      throw new MalformedAnswerException("entries are not a list");
    }
    List<String> about = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (EVENT.equals(entry.path("event").asText())
          && leafHash.equals(entry.path("certificateHash").asText(leafHash))) {
        about.add(
            "%s at %s: %s"
                .formatted(EVENT, text(entry.path("timestamp")), text(entry.path("reason"))));
      }
    }
    return about.subList(Math.max(0, about.size() - MOST_ENTRIES), about.size());
  }

  private static String text(JsonNode value) {
    String line = UNPRINTABLE.matcher(value.asText("unknown")).replaceAll(" ").trim();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
