package dev.pinwheel.audit.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.AuditVerifier;
import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.entry.Conflicts;
import dev.pinwheel.audit.entry.EntryLines;
import dev.pinwheel.audit.entry.MalformedEntryException;
import dev.pinwheel.audit.entry.Verification;
import dev.pinwheel.audit.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The audit log, for those who read it. It writes nothing, and works with a role that may only
 * read.
 */
public final class AuditLog implements AutoCloseable {

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private AuditLog(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /** Connects when it is first asked something. */
  public static AuditLog open(DatabaseAccess access) {
    return new AuditLog(access.readerPool());
  }

  /**
   * The newest entries that a query asks for, oldest first.
   *
   * @throws StoreUnavailableException where the database does not answer or has no audit log
   * @throws MalformedEntryException where a row holds what was never written
   */
  public List<AuditEntry> show(AuditQuery query)
      throws StoreUnavailableException, MalformedEntryException {
    List<StoredRow> rows = reading(handle -> Selection.of(handle, query).list());
    List<AuditEntry> entries = new ArrayList<>();
    for (StoredRow row : rows.reversed()) {
      entries.add(row.entry());
    }
    return entries;
  }

  /** The end of the chain as the database keeps it: worth keeping elsewhere, too. */
  public ChainHead head() throws StoreUnavailableException {
    return reading(handle -> HeadTable.read(handle).orElse(ChainHead.EMPTY));
  }

  /**
   * Verifies every entry against the chain, against the head that the database keeps, and against
   * one that was kept elsewhere. What is written meanwhile is not looked at: all reads see one
   * snapshot.
   */
  public Verification verify(Optional<ChainHead> known) throws StoreUnavailableException {
    AuditVerifier verifier = AuditVerifier.fromTheBeginning();
    known.ifPresent(verifier::expecting);
    return reading(
        handle -> {
          HeadTable.read(handle).ifPresent(verifier::expecting);
          for (StoredRow row : Selection.all(handle)) {
            try {
              verifier.accept(row.entry());
            } catch (MalformedEntryException e) {
              verifier.acceptUnreadable(e.getMessage());
            }
          }
          return verifier.end();
        });
  }

  /**
   * The events of which the log holds more than one content, in one snapshot.
   *
   * @throws MalformedEntryException where a row holds what was never written: {@link #verify} says
   *     which
   */
  public Conflicts conflicts() throws StoreUnavailableException, MalformedEntryException {
    return reading(AuditLog::search);
  }

  /**
   * Writes every entry as one line of JSON, as {@link EntryLines} reads it.
   *
   * @return how many
   * @throws IOException where the lines cannot be written
   * @throws MalformedEntryException where a row holds what was never written: {@link #verify} says
   *     which
   */
  public long export(Appendable lines)
      throws StoreUnavailableException, MalformedEntryException, IOException {
    // two checked exceptions do not fit into one type parameter, so they are thrown out here
    try {
      return reading(handle -> export(Selection.all(handle), lines));
    } catch (MalformedEntryException | StoreUnavailableException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an export throws nothing else", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Conflicts search(Handle handle) throws MalformedEntryException {
    Conflicts.Collector conflicts = new Conflicts.Collector();
    for (StoredRow row : Selection.conflicting(handle)) {
      conflicts.accept(row.entry());
    }
    return conflicts.end(Selection.countConflicts(handle));
  }

  private static long export(Iterable<StoredRow> rows, Appendable lines)
      throws MalformedEntryException, IOException {
    long count = 0;
    for (StoredRow row : rows) {
      lines.append(EntryLines.write(row.entry())).append('\n');
      count++;
    }
    return count;
  }

  /** A cursor needs a transaction, and the head and the entries must be of one moment. */
  private <T, X extends Exception> T reading(HandleCallback<T, X> callback)
      throws StoreUnavailableException, X {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, callback);
    } catch (JdbiException e) {
      throw DatabaseFailures.of(e);
    }
  }
}
