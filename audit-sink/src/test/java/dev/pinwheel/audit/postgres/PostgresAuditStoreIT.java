package dev.pinwheel.audit.postgres;

import static dev.pinwheel.audit.postgres.RecordedEvents.content;
import static dev.pinwheel.audit.postgres.RecordedEvents.renamed;
import static dev.pinwheel.audit.postgres.RecordedEvents.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.audit.SampleEvents;
import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.entry.Conflict;
import dev.pinwheel.audit.entry.Conflicts;
import dev.pinwheel.audit.entry.EventContent;
import dev.pinwheel.audit.entry.EventIdentity;
import dev.pinwheel.audit.entry.ExportedLog;
import dev.pinwheel.audit.entry.Fault;
import dev.pinwheel.audit.entry.Finding;
import dev.pinwheel.audit.entry.Verification;
import dev.pinwheel.audit.store.Batch;
import dev.pinwheel.audit.store.Partition;
import dev.pinwheel.audit.store.StoreUnavailableException;
import dev.pinwheel.audit.store.WriteResult;
import dev.pinwheel.schemas.RotationRequested;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresAuditStoreIT {

  private static final Instant NOW = RecordedEvents.NOW;
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Partition PARTITION = new Partition("api-applied", 0);

  private TestDatabase database;
  private HikariDataSource pool;
  private FailingCommits commits;
  private PostgresAuditStore store;
  private AuditLog log;

  @BeforeEach
  void openDatabase() throws Exception {
    database = TestDatabase.create();
    pool = database.access().writerPool();
    commits = new FailingCommits(pool);
    store =
        new PostgresAuditStore(
            commits.dataSource(), database.access().migrator(), pool::close, "audit-sink", CLOCK);
    store.prepare();
    log = AuditLog.open(database.access());
  }

  @AfterEach
  void closeDatabase() {
    log.close();
    store.close();
  }

  @Test
  void everyColumnComesBackAsItWasHashed() throws Exception {
    List<IndexedRecord> events =
        List.of(
            SampleEvents.requested(1),
            SampleEvents.validated(1),
            SampleEvents.applied(1),
            SampleEvents.failed(1),
            SampleEvents.delivered(1),
            SampleEvents.deadLettered(1),
            SampleEvents.observed(1));
    List<AuditContent> contents = new ArrayList<>();
    for (IndexedRecord event : events) {
      contents.add(content(event, contents.size()));
    }

    store.write(new Batch(contents, advance(OptionalLong.empty(), 7)));

    List<AuditEntry> entries = log.show(AuditQuery.newest(100));
    assertThat(entries).extracting(AuditEntry::content).isEqualTo(contents);
    assertThat(entries).extracting(AuditEntry::recordedAt).containsOnly(NOW);
    assertThat(log.verify(Optional.empty()))
        .isEqualTo(new Verification.Intact(7, entries.getLast().head()));
    assertThat(log.head()).isEqualTo(entries.getLast().head());
  }

  @Test
  void preparingTwiceChangesNothing() throws Exception {
    write(0, 1);
    store.prepare();

    assertThat(log.head().seq()).isEqualTo(1);
  }

  @Test
  void repeatedEventIsSkippedAndTheChainGoesOn() throws Exception {
    write(0, 2);
    WriteResult again =
        store.write(
            new Batch(
                List.of(content(SampleEvents.applied(1), 2), content(SampleEvents.applied(9), 3)),
                advance(OptionalLong.of(2), 4)));

    assertThat(again)
        .asInstanceOf(type(WriteResult.Written.class))
        .satisfies(
            written -> {
              assertThat(written.extension().duplicates()).isEqualTo(1);
              assertThat(written.extension().entries()).hasSize(1);
            });
    assertThat(log.verify(Optional.empty()))
        .asInstanceOf(type(Verification.Intact.class))
        .extracting(Verification.Intact::entries)
        .isEqualTo(3L);
    assertThat(store.nextOffsets(Set.of(PARTITION))).containsExactly(Map.entry(PARTITION, 4L));
  }

  @Test
  void eventRepeatedWithinABatchIsSkippedToo() throws Exception {
    AuditContent content = content(SampleEvents.applied(1), 0);

    store.write(new Batch(List.of(content, content), advance(OptionalLong.empty(), 2)));

    assertThat(log.show(AuditQuery.newest(10))).hasSize(1);
  }

  @Test
  void otherContentUnderARecordedIdIsAnEntryAndAConflict() throws Exception {
    write(0, 2);
    assertThat(log.conflicts()).isEqualTo(Conflicts.NONE);
    AuditContent first = content(SampleEvents.applied(0), 0);
    AuditContent conflicting = content(renamed(SampleEvents.applied(0)), 2);

    WriteResult result =
        store.write(new Batch(List.of(conflicting, first), advance(OptionalLong.of(2), 4)));

    assertThat(result)
        .asInstanceOf(type(WriteResult.Written.class))
        .satisfies(
            written -> {
              assertThat(written.extension().duplicates()).isEqualTo(1);
              assertThat(written.extension().conflicts())
                  .singleElement()
                  .extracting(AuditEntry::content)
                  .isEqualTo(conflicting);
            });
    assertThat(log.verify(Optional.empty())).isEqualTo(new Verification.Intact(3, log.head()));
    Conflicts conflicts = log.conflicts();
    assertThat(conflicts.count()).isEqualTo(1);
    assertThat(conflicts.latest()).isEqualTo(3);
    assertThat(conflicts.listed().getFirst().event())
        .isEqualTo(new EventIdentity("api-applied", first.eventId()));
    assertThat(conflicts.listed().getFirst().sides())
        .extracting(Conflict.Side::seq)
        .containsExactly(1L, 3L);
  }

  @Test
  void sameContentInOtherBytesIsARepeatAcrossBatches() throws Exception {
    write(0, 1);
    AuditContent reframed =
        EventContent.of(source(1, new byte[] {9}), SampleEvents.applied(0), Optional.empty())
            .orElseThrow();

    store.write(new Batch(List.of(reframed), advance(OptionalLong.of(1), 2)));

    assertThat(log.head().seq()).isEqualTo(1);
    assertThat(log.conflicts()).isEqualTo(Conflicts.NONE);
  }

  @Test
  void aRequestThatIsAskedAgainLaterIsARepeatAcrossBatches() throws Exception {
    RotationRequested asked = SampleEvents.requested(0);
    RotationRequested again =
        RotationRequested.newBuilder(asked)
            .setOccurredAt(asked.getOccurredAt().plusSeconds(5))
            .build();
    store.write(new Batch(List.of(content(asked, 0)), advance(OptionalLong.empty(), 1)));

    store.write(new Batch(List.of(content(again, 1)), advance(OptionalLong.of(1), 2)));

    assertThat(log.head().seq()).isEqualTo(1);
    assertThat(log.conflicts()).isEqualTo(Conflicts.NONE);
  }

  @Test
  void aLogOfTheFirstVersionIsTakenOverWithItsEntries() throws Exception {
    write(0, 3);
    database.execute(
        "ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_once; ALTER TABLE audit_entries"
            + " ADD CONSTRAINT audit_entries_once UNIQUE (event_id, topic); DELETE FROM"
            + " audit_schema_history WHERE version = '2'");

    store.prepare();

    assertThat(log.verify(Optional.empty())).isEqualTo(new Verification.Intact(3, log.head()));
    AuditContent other = content(renamed(SampleEvents.applied(0)), 3);
    store.write(new Batch(List.of(other), advance(OptionalLong.of(3), 4)));
    assertThat(log.conflicts().count()).isEqualTo(1);
  }

  @Test
  void batchOfAnInstanceThatLostItsPartitionIsRefused() throws Exception {
    write(0, 2);

    for (OptionalLong stale :
        List.of(OptionalLong.empty(), OptionalLong.of(1), OptionalLong.of(3))) {
      assertThat(
              store.write(
                  new Batch(List.of(content(SampleEvents.applied(7), 5)), advance(stale, 6))))
          .isEqualTo(new WriteResult.Fenced(Set.of(PARTITION)));
    }
    assertThat(log.head().seq()).isEqualTo(2);
    assertThat(store.nextOffsets(Set.of(PARTITION))).containsExactly(Map.entry(PARTITION, 2L));
  }

  @Test
  void crashBetweenInsertAndCommitLeavesNothing() throws Exception {
    write(0, 2);
    commits.failOnce(FailingCommits.Moment.BEFORE);

    assertThatThrownBy(() -> write(2, 5)).isInstanceOf(StoreUnavailableException.class);

    assertThat(log.show(AuditQuery.newest(10))).hasSize(2);
    assertThat(log.head().seq()).isEqualTo(2);
    assertThat(store.nextOffsets(Set.of(PARTITION))).containsExactly(Map.entry(PARTITION, 2L));

    write(2, 5);
    assertThat(log.verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    assertThat(log.head().seq()).isEqualTo(5);
  }

  @Test
  void commitWhoseAnswerWasLostIsNotRepeated() throws Exception {
    write(0, 2);
    commits.failOnce(FailingCommits.Moment.AFTER);
    assertThatThrownBy(() -> write(2, 5)).isInstanceOf(StoreUnavailableException.class);

    assertThat(writeResult(2, 5)).isEqualTo(new WriteResult.Fenced(Set.of(PARTITION)));
    assertThat(log.head().seq()).isEqualTo(5);
    assertThat(log.verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void writerThatWaitsTooLongForTheChainSaysSo() throws Exception {
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute("SELECT seq FROM audit_head FOR UPDATE");

      assertThatThrownBy(() -> write(0, 1))
          .isInstanceOfSatisfying(
              StoreUnavailableException.class,
              e -> assertThat(e.sqlState()).isEqualTo("55P03")); // lock_not_available
    }
    write(0, 1);
  }

  @Test
  void failureNeverQuotesAnEvent() throws Exception {
    database.execute("ALTER TABLE audit_entries ADD CHECK (payload = 'x')");

    assertThatThrownBy(() -> write(0, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .message()
        .doesNotContain("client-0")
        .contains("23514"); // check_violation
  }

  @Test
  void databaseRefusesChangesByMistake() {
    for (String mistake :
        List.of(
            "UPDATE audit_entries SET payload = '{}'",
            "DELETE FROM audit_entries",
            "TRUNCATE audit_entries",
            "DELETE FROM audit_head",
            "TRUNCATE audit_head")) {
      assertThatThrownBy(() -> database.execute(mistake))
          .as(mistake)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void headNeverGoesBackByMistake() throws Exception {
    write(0, 3);

    assertThatThrownBy(() -> database.execute("UPDATE audit_head SET seq = 2"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
  }

  @Test
  void findsWhatTheOwnerOfTheTableDid() throws Exception {
    write(0, 6);
    ChainHead known = log.head();
    database.execute("DROP TRIGGER audit_entries_append_only ON audit_entries");

    database.execute("UPDATE audit_entries SET status = 'failed' WHERE seq = 2");
    assertThat(findings(Optional.empty())).containsExactly(finding(2, Fault.CHANGED));

    database.execute("DELETE FROM audit_entries WHERE seq = 4");
    assertThat(findings(Optional.empty()))
        .containsExactly(
            finding(2, Fault.CHANGED), finding(5, Fault.MISSING), finding(5, Fault.NOT_LINKED));

    database.execute("DELETE FROM audit_entries WHERE seq = 6");
    assertThat(findings(Optional.empty())).contains(finding(6, Fault.TRUNCATED));

    database.execute("UPDATE audit_entries SET status = 'fine' WHERE seq = 1");
    assertThat(findings(Optional.empty())).contains(finding(1, Fault.UNREADABLE));

    database.execute("DROP TRIGGER audit_head_stays ON audit_head");
    database.execute("DELETE FROM audit_head");
    assertThat(findings(Optional.empty())).doesNotContain(finding(6, Fault.TRUNCATED));
    assertThat(findings(Optional.of(known))).contains(finding(6, Fault.TRUNCATED));
  }

  @Test
  void exportIsVerifiedWithoutTheDatabase(@TempDir Path folder) throws Exception {
    write(0, 450); // more than a cursor fetches at once
    Path file = folder.resolve("audit.ndjson");
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      assertThat(log.export(lines)).isEqualTo(450);
    }

    assertThat(ExportedLog.verify(file, Optional.of(log.head())))
        .isEqualTo(new Verification.Intact(450, log.head()));
  }

  @Test
  void showsByRotationTargetAndTime() throws Exception {
    write(0, 5);

    assertThat(log.show(AuditQuery.newest(2))).extracting(AuditEntry::seq).containsExactly(4L, 5L);
    assertThat(log.show(AuditQuery.newest(9).ofRotation(SampleEvents.rotation(3))))
        .extracting(AuditEntry::seq)
        .containsExactly(4L);
    assertThat(log.show(AuditQuery.newest(9).ofTarget("client-2")))
        .extracting(AuditEntry::seq)
        .containsExactly(3L);
    assertThat(log.show(AuditQuery.newest(9).ofTarget("OAUTH_CLIENT/eu-west-2/client-2")))
        .hasSize(1);
    assertThat(log.show(AuditQuery.newest(9).ofTarget("BYOC_TRUNK/eu-west-2/client-2"))).isEmpty();
    assertThat(log.show(AuditQuery.newest(9).recordedSince(NOW))).hasSize(5);
    assertThat(log.show(AuditQuery.newest(9).recordedSince(NOW.plusNanos(1_000)))).isEmpty();
  }

  @Test
  void readerNeedsNoMoreThanTheRightToRead() throws Exception {
    write(0, 2);
    database.execute("DROP ROLE IF EXISTS audit_reader");
    database.execute("CREATE ROLE audit_reader LOGIN");
    database.execute("GRANT SELECT ON audit_entries, audit_head TO audit_reader");
    DatabaseAccess owner = database.access();
    try (AuditLog reader =
        AuditLog.open(new DatabaseAccess(owner.url(), "audit_reader", owner.password()))) {
      assertThat(reader.verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    } finally {
      database.execute("DROP OWNED BY audit_reader; DROP ROLE audit_reader");
    }
  }

  private List<Finding> findings(Optional<ChainHead> known) throws StoreUnavailableException {
    return switch (log.verify(known)) {
      case Verification.Intact intact -> List.of();
      case Verification.Broken broken ->
          broken.findings().stream().map(found -> finding(found.seq(), found.fault())).toList();
    };
  }

  private static Finding finding(long seq, Fault fault) {
    return new Finding(seq, fault, "");
  }

  private void write(int from, int to) throws StoreUnavailableException {
    assertThat(writeResult(from, to)).isInstanceOf(WriteResult.Written.class);
  }

  /** Records one event for each offset. */
  private WriteResult writeResult(int from, int to) throws StoreUnavailableException {
    List<AuditContent> contents = new ArrayList<>();
    for (int offset = from; offset < to; offset++) {
      contents.add(content(SampleEvents.applied(offset), offset));
    }
    return store.write(
        new Batch(contents, advance(from == 0 ? OptionalLong.empty() : OptionalLong.of(from), to)));
  }

  private static Map<Partition, Batch.Advance> advance(OptionalLong from, long to) {
    return Map.of(PARTITION, new Batch.Advance(from, to));
  }
}
