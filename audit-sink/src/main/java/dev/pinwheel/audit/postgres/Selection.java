package dev.pinwheel.audit.postgres;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/** Rows of the log, by a cursor. */
final class Selection {

  /** Rows in memory at once: 75 MB where every payload is the largest of {@code RawContent}. */
  private static final int FETCHED_ROWS = 50;

  /**
   * Event identities with more than one entry: by the table's rules, with more than one content.
   */
  private static final String CONFLICTING =
      "SELECT event_id, topic FROM audit_entries GROUP BY event_id, topic HAVING count(*) > 1";

  private Selection() {}

  /** Every row, in the order of the log. */
  static ResultIterable<StoredRow> all(Handle handle) {
    return select(handle, "", "ORDER BY entries.seq", Map.of());
  }

  /** Every row of an event of which there are several contents, in the order of the log. */
  static ResultIterable<StoredRow> conflicting(Handle handle) {
    return select(
        handle,
        "WHERE (event_id, topic) IN (" + CONFLICTING + ")",
        "ORDER BY entries.seq",
        Map.of());
  }

  /** How many events there are with several contents. */
  static long countConflicts(Handle handle) {
    return handle
        .createQuery("SELECT count(*) FROM (" + CONFLICTING + ") AS conflicting")
        .mapTo(Long.class)
        .one();
  }

  /** The rows that a query asks for, newest first. */
  static ResultIterable<StoredRow> of(Handle handle, AuditQuery query) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    Map<String, Object> values = new HashMap<>();
    query
        .rotation()
        .ifPresent(
            rotation -> {
              conditions.add("entries.rotation_id = :rotation");
              values.put("rotation", rotation);
            });
    query
        .target()
        .ifPresent(
            target -> {
              conditions.add(
                  "(entries.target_id = :target OR (entries.target_id = :targetId"
                      + " AND concat_ws('/', target_kind, target_region, target_id) = :target))");
              values.put("target", target);
              values.put("targetId", target.substring(afterSecondSlash(target)));
            });
    query
        .since()
        .ifPresent(
            since -> {
              conditions.add("entries.recorded_at >= :since");
              values.put("since", since.atOffset(ZoneOffset.UTC));
            });
    values.put("limit", query.limit());
    return select(
        handle,
        "WHERE " + String.join(" AND ", conditions),
        "ORDER BY entries.seq DESC LIMIT :limit",
        values);
  }

  private static ResultIterable<StoredRow> select(
      Handle handle, String where, String order, Map<String, ?> values) {
    return handle
        .createQuery(
            "SELECT " + EntryTable.COLUMNS + " FROM audit_entries entries " + where + " " + order)
        .bindMap(values)
        .setFetchSize(FETCHED_ROWS)
        .map((row, context) -> StoredRow.of(row));
  }

  /** Where the id begins in {@code KIND/region/id}; an id may hold slashes of its own. */
  private static int afterSecondSlash(String target) {
    return target.indexOf('/', target.indexOf('/') + 1) + 1;
  }
}
