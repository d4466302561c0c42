package dev.pinwheel.audit.postgres;

import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.EntryField;
import dev.pinwheel.audit.entry.EntryTexts;
import dev.pinwheel.audit.entry.MalformedEntryException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A row as it stands in the database: whether it is an entry shows when it is read. */
record StoredRow(Map<EntryField, String> texts) {

  /** Reads a row of {@link EntryTable#COLUMNS}. */
  static StoredRow of(ResultSet row) throws SQLException {
    Map<EntryField, String> texts = new EnumMap<>(EntryField.class);
    for (EntryField field : EntryField.values()) {
      String text = row.getString(field.column());
      if (text != null) {
        texts.put(field, text);
      }
    }
    return new StoredRow(texts);
  }

  /**
   * The entry.
   *
   * @throws MalformedEntryException where the row holds what was never written
   */
  AuditEntry entry() throws MalformedEntryException {
    return EntryTexts.read(field -> Optional.ofNullable(texts.get(field)));
  }
}
