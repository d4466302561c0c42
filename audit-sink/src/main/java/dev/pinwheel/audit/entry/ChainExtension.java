package dev.pinwheel.audit.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of records adds to a log.
 *
 * @param entries the new entries, chained
 * @param head end of the chain with them
 * @param duplicates records that were recorded before, bit for bit
 * @param conflicts records whose identity was recorded before with other bytes: a requester who
 *     asked twice, or somebody who reuses another's event id. The first one stays
 */
public record ChainExtension(
    List<AuditEntry> entries, ChainHead head, int duplicates, List<Coordinates> conflicts) {

  public ChainExtension {
    entries = List.copyOf(entries);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Chains what was not recorded before.
   *
   * @param recorded identities of these contents that the log holds, with the digest of their bytes
   */
  public static ChainExtension of(
      ChainHead head,
      Instant recordedAt,
      List<AuditContent> contents,
      Map<EventIdentity, Sha256> recorded) {
    Map<EventIdentity, Sha256> seen = new HashMap<>(recorded);
    List<AuditEntry> entries = new ArrayList<>();
    List<Coordinates> conflicts = new ArrayList<>();
    int duplicates = 0;
    ChainHead end = head;
    for (AuditContent content : contents) {
      Sha256 before = seen.putIfAbsent(EventIdentity.of(content), content.payloadSha256());
      if (before == null) {
        AuditEntry entry = AuditEntry.next(end, recordedAt, content);
        entries.add(entry);
        end = entry.head();
      } else if (before.equals(content.payloadSha256())) {
        duplicates++;
      } else {
        conflicts.add(content.at());
      }
    }
    return new ChainExtension(entries, end, duplicates, conflicts);
  }
}
