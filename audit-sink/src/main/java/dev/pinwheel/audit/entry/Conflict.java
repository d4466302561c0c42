package dev.pinwheel.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event identity under which the log holds more than one content. The log is not at fault: it
 * tells what lay in Kafka. Whoever wrote the events, or somebody under their name, is.
 *
 * @param sides the entries, at least two, in the order of the log
 */
public record Conflict(EventIdentity event, List<Side> sides) {

  public Conflict {
    sides = List.copyOf(sides);
  }

  /**
   * One of the entries, without its payload.
   *
   * @param seq its number, by which it is found
   * @param payloadSha256 digest of the value's bytes, by which it is told from the others
   */
  public record Side(
      long seq,
      Instant recordedAt,
      Coordinates at,
      String eventType,
      Status status,
      Optional<String> code,
      Sha256 payloadSha256) {

    static Side of(AuditEntry entry) {
      AuditContent content = entry.content();
      return new Side(
          entry.seq(),
          entry.recordedAt(),
          content.at(),
          content.eventType(),
          content.columns().status(),
          content.columns().code(),
          content.payloadSha256());
    }
  }
}
