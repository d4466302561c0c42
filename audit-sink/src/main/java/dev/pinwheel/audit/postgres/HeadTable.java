package dev.pinwheel.audit.postgres;

import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.entry.Sha256;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The one row that says where the chain ends. */
final class HeadTable {

  private HeadTable() {}

  /** The head, locked until the transaction ends: writers take turns. */
  static ChainHead lock(Handle transaction) {
    return select(transaction, "SELECT seq, entry_hash FROM audit_head WHERE id = 1 FOR UPDATE")
        .orElseThrow(() -> new IllegalStateException("audit_head has no row: it was deleted"));
  }

  /** The head as a reader sees it; empty where somebody deleted it. */
  static Optional<ChainHead> read(Handle transaction) {
    return select(transaction, "SELECT seq, entry_hash FROM audit_head WHERE id = 1");
  }

  static void move(Handle transaction, ChainHead head) {
    transaction
        .createUpdate("UPDATE audit_head SET seq = :seq, entry_hash = :hash WHERE id = 1")
        .bind("seq", head.seq())
        .bind("hash", head.hash().bytes())
        .execute();
  }

  private static Optional<ChainHead> select(Handle transaction, String sql) {
    return transaction
        .createQuery(sql)
        .map(
            (row, context) ->
                new ChainHead(row.getLong("seq"), Sha256.wrap(row.getBytes("entry_hash"))))
        .findOne();
  }
}
