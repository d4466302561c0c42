package dev.pinwheel.audit.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.ChainExtension;
import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.store.AuditStore;
import dev.pinwheel.audit.store.Batch;
import dev.pinwheel.audit.store.Partition;
import dev.pinwheel.audit.store.StoreUnavailableException;
import dev.pinwheel.audit.store.WriteResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Records in PostgreSQL: entries, head and offsets in one transaction. */
public final class PostgresAuditStore implements AuditStore {

  private final DataSource migrating;
  private final Runnable closing;
  private final Jdbi jdbi;
  private final OffsetTable offsets;
  private final Clock clock;

  PostgresAuditStore(
      DataSource database, DataSource migrating, Runnable closing, String group, Clock clock) {
    this.migrating = migrating;
    this.closing = closing;
    this.jdbi = Jdbi.create(database);
    this.offsets = new OffsetTable(group);
    this.clock = clock;
  }

  /**
   * A store that connects when it is first used.
   *
   * @param group consumer group whose offsets these are
   */
  public static PostgresAuditStore connecting(DatabaseAccess access, String group, Clock clock) {
    HikariDataSource pool = access.writerPool();
    return new PostgresAuditStore(pool, access.migrator(), pool::close, group, clock);
  }

  @Override
  public void prepare() throws StoreUnavailableException {
    try {
      Migrations.apply(migrating);
    } catch (FlywayException e) {
      if (DatabaseFailures.sqlException(e).isEmpty()) {
        throw e; // the tables are of another version, or were changed: waiting does not help
      }
      throw DatabaseFailures.of(e);
    }
  }

  @Override
  public Map<Partition, Long> nextOffsets(Set<Partition> partitions)
      throws StoreUnavailableException {
    try {
      return jdbi.withHandle(handle -> offsets.read(handle, partitions));
    } catch (JdbiException e) {
      throw DatabaseFailures.of(e);
    }
  }

  @Override
  public WriteResult write(Batch batch) throws StoreUnavailableException {
    try {
      return jdbi.inTransaction(transaction -> write(transaction, batch));
    } catch (JdbiException e) {
      throw DatabaseFailures.of(e);
    }
  }

  /**
   * Runs under READ COMMITTED: the first statement waits for the head's lock, and whatever the one
   * who held it committed is seen by the statements after it. That makes the comparison of offsets
   * a fence: between it and the commit nobody else can write.
   */
  private WriteResult write(Handle transaction, Batch batch) {
    ChainHead head = HeadTable.lock(transaction);
    Set<Partition> moved = offsets.moved(transaction, batch.advances());
    if (!moved.isEmpty()) {
      return new WriteResult.Fenced(moved);
    }
    ChainExtension extension =
        ChainExtension.of(
            head,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            batch.contents(),
            EntryTable.recorded(
                transaction, batch.contents().stream().map(AuditContent::eventId).toList()));
    EntryTable.insert(transaction, extension.entries());
    HeadTable.move(transaction, extension.head());
    offsets.write(transaction, batch.advances());
    return new WriteResult.Written(extension);
  }

  @Override
  public void close() {
    closing.run();
  }
}
