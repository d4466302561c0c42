package dev.pinwheel.audit.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch of records adds to a log.
 *
 * @param entries the new entries, chained
 * @param head end of the chain with them
 * @param duplicates records whose event is in the log with the same content: redeliveries, and
 *     copies that were brought to another partition
 * @param conflicts those of the new entries whose event id is in the log with other content: a
 *     requester who asked twice, or somebody who reuses another's event id. Neither is dropped: an
 *     auditor has to see both
 */
public record ChainExtension(
    List<AuditEntry> entries, ChainHead head, int duplicates, List<AuditEntry> conflicts) {

  public ChainExtension {
    entries = List.copyOf(entries);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Chains what was not recorded before.
   *
   * @param recorded what the log holds of the events of these contents: {@link
   *     AuditContent#payloadSha256} and {@link AuditContent#contentSha256} of every entry
   */
  public static ChainExtension of(
      ChainHead head,
      Instant recordedAt,
      List<AuditContent> contents,
      Map<EventIdentity, Set<Sha256>> recorded) {
    Map<EventIdentity, Set<Sha256>> seen = new HashMap<>();
    recorded.forEach((event, digests) -> seen.put(event, new HashSet<>(digests)));
    List<AuditEntry> entries = new ArrayList<>();
    List<AuditEntry> conflicts = new ArrayList<>();
    int duplicates = 0;
    ChainHead end = head;
    for (AuditContent content : contents) {
      Set<Sha256> before =
          seen.computeIfAbsent(EventIdentity.of(content), event -> new HashSet<>());
      boolean first = before.isEmpty();
      // the same bytes, or the same event in other bytes: under another schema id, for instance
      if (before.contains(content.payloadSha256()) || before.contains(content.contentSha256())) {
        duplicates++;
        continue;
      }
      before.add(content.payloadSha256());
      before.add(content.contentSha256());
      AuditEntry entry = AuditEntry.next(end, recordedAt, content);
      entries.add(entry);
      end = entry.head();
      if (!first) {
        conflicts.add(entry);
      }
    }
    return new ChainExtension(entries, end, duplicates, conflicts);
  }
}
