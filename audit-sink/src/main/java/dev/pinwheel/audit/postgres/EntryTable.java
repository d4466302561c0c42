package dev.pinwheel.audit.postgres;

import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.EntryField;
import dev.pinwheel.audit.entry.EventIdentity;
import dev.pinwheel.audit.entry.Sha256;
import dev.pinwheel.audit.entry.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The table of entries. Columns cross as the texts that are hashed, and the database converts them:
 * what comes back is what was hashed, whatever a driver thinks of calendars and time zones.
 */
final class EntryTable {

  private static final String INSERT =
      "INSERT INTO audit_entries ("
          + Arrays.stream(EntryField.values())
              .map(EntryTable::quoted)
              .collect(Collectors.joining(", "))
          + ") VALUES ("
          + Arrays.stream(EntryField.values())
              .map(EntryTable::parameter)
              .collect(Collectors.joining(", "))
          + ")";

  /** Every column as its text, named as {@link EntryField#column()}. */
  static final String COLUMNS =
      Arrays.stream(EntryField.values())
          .map(field -> expression(field) + " AS " + quoted(field))
          .collect(Collectors.joining(", "));

  private EntryTable() {}

  static void insert(Handle transaction, List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = transaction.prepareBatch(INSERT)) {
      for (AuditEntry entry : entries) {
        int position = 0;
        for (EntryField field : EntryField.values()) {
          batch.bind(position++, field.of(entry).orElse(null));
        }
        batch.add();
      }
      batch.execute();
    }
  }

  /**
   * What is recorded of these events, whatever their topic: the digests of the bytes and of the
   * canonical payload of each entry.
   */
  static Map<EventIdentity, Set<Sha256>> recorded(Handle transaction, List<UUID> eventIds) {
    return transaction
        .createQuery(
            "SELECT topic, event_id, payload_sha256, status, payload"
                + " FROM audit_entries WHERE event_id = ANY(:ids)")
        .bindArray("ids", UUID.class, eventIds)
        .reduceRows(
            new HashMap<EventIdentity, Set<Sha256>>(),
            (found, row) -> {
              Set<Sha256> digests =
                  found.computeIfAbsent(
                      new EventIdentity(
                          row.getColumn("topic", String.class),
                          row.getColumn("event_id", UUID.class)),
                      event -> new HashSet<>());
              digests.add(Sha256.wrap(row.getColumn("payload_sha256", byte[].class)));
              digests.add(
                  AuditContent.contentSha256(
                      Status.parse(row.getColumn("status", String.class)),
                      row.getColumn("payload", String.class)));
              return found;
            });
  }

  private static String quoted(EntryField field) {
    return '"' + field.column() + '"';
  }

  private static String parameter(EntryField field) {
    return switch (field.kind()) {
      case TEXT -> "?";
      case WHOLE -> "CAST(? AS bigint)";
      case DECIMAL -> "CAST(? AS double precision)";
      case UUID -> "CAST(? AS uuid)";
      case TIME -> "CAST(? AS timestamptz)";
      case DIGEST -> "decode(?, 'hex')";
    };
  }

  private static String expression(EntryField field) {
    return switch (field.kind()) {
      case TEXT -> quoted(field);
      case WHOLE, DECIMAL, UUID -> "CAST(" + quoted(field) + " AS text)";
      case TIME ->
          "to_char(" + quoted(field) + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
      case DIGEST -> "encode(" + quoted(field) + ", 'hex')";
    };
  }
}
