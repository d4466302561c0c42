package dev.pinwheel.cli;

import dev.pinwheel.audit.entry.Conflict;
import dev.pinwheel.audit.entry.Conflicts;
import java.io.PrintWriter;

/** What an auditor reads of event ids that stand for more than one content. */
final class ConflictReport {

  private ConflictReport() {}

  /** Nothing where there is none. */
  static void print(Conflicts conflicts, PrintWriter out) {
    if (conflicts.count() == 0) {
      return;
    }
    out.printf(
        "CONFLICTS: %d event id%s with more than one content%n",
        conflicts.count(), conflicts.count() == 1 ? "" : "s");
    out.println("  The log was not tampered with: each of these lay in Kafka and is recorded.");
    out.println(
        "  Two writers used one event id, or somebody used another's. See who may write the");
    out.println("  topic, and compare the entries: pinwheel audit export, by their numbers.");
    for (Conflict conflict : conflicts.listed()) {
      out.println("  " + conflict.event().topic() + ", event " + conflict.event().eventId());
      conflict.sides().forEach(side -> out.println("    " + line(side)));
    }
    long more = conflicts.count() - conflicts.listed().size();
    if (more > 0) {
      out.println("  and " + more + " more");
    }
  }

  private static String line(Conflict.Side side) {
    return "entry %d: %s at %s, recorded %s, %s%s, bytes sha256 %s"
        .formatted(
            side.seq(),
            side.eventType(),
            side.at(),
            side.recordedAt(),
            side.status().text(),
            side.code().map(code -> " " + code).orElse(""),
            side.payloadSha256());
  }
}
