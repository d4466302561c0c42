package dev.pinwheel.stack.evidence;

import dev.pinwheel.audit.entry.Verification;
import dev.pinwheel.audit.postgres.AuditLog;
import dev.pinwheel.audit.postgres.DatabaseAccess;
import dev.pinwheel.audit.store.StoreUnavailableException;
import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.runtime.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the audit log says.
 *
 * @param eventIds of every entry, in the log's order
 * @param faults what verification found; empty where the log is intact
 */
public record AuditEvidence(List<UUID> eventIds, List<String> faults) {

  public static AuditEvidence of(EmbeddedDatabase database) {
    try (AuditLog log =
        AuditLog.open(
            new DatabaseAccess(
                database.jdbcUrl(), database.user(), new Secret(database.password())))) {
      return new AuditEvidence(eventIds(database), faults(log.verify(Optional.empty())));
    } catch (StoreUnavailableException | SQLException e) {
      throw new IllegalStateException("the audit log cannot be read", e);
    }
  }

  private static List<String> faults(Verification verification) {
    return switch (verification) {
      case Verification.Intact intact -> List.of();
      case Verification.Broken broken ->
          broken.findings().stream().map(finding -> "the audit log: " + finding).toList();
    };
  }

  private static List<UUID> eventIds(EmbeddedDatabase database) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select event_id from audit_entries"
                    + " where event_type not in ('quarantined', 'undecodable') order by seq")) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
