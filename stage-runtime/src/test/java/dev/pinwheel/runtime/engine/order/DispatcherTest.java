package dev.pinwheel.runtime.engine.order;

import static dev.pinwheel.runtime.engine.EngineLimits.Successor.AFTER_COMMITTED;
import static dev.pinwheel.runtime.engine.EngineLimits.Successor.AFTER_HANDLED;
import static dev.pinwheel.runtime.engine.Run.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DispatcherTest {

  private static final TopicPartition INPUT_0 = new TopicPartition("input", 0);

  private Bench bench = new Bench(Bench.limits(10, AFTER_COMMITTED));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theNextRecordOfAKeyBeginsWhenItsPredecessorIsCommitted() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.admit(lease, 1, "a");
    bench.admit(lease, 2, "b");
    awaitBegun(2);
    assertThat(bench.begun).containsExactlyInAnyOrder(0L, 2L);

    bench.finish(0);
    Batch batch = bench.next();
    assertThat(bench.begun).hasSize(2);
    bench.dispatcher.committed(batch);

    awaitBegun(3);
    assertThat(bench.begun).contains(1L);
  }

  @Test
  void theNextRecordOfAKeyMayBeginBeforeTheCommitWhereTheStageAllowsIt() {
    bench.close();
    bench = new Bench(Bench.limits(10, AFTER_HANDLED));
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.admit(lease, 1, "a");
    awaitBegun(1);
    bench.finish(0);

    awaitBegun(2);
    assertThat(bench.begun).containsExactly(0L, 1L);
  }

  @Test
  void noMoreHandlersRunThanTheLimit() {
    bench.close();
    bench = new Bench(Bench.limits(2, AFTER_COMMITTED));
    PartitionLease lease = bench.lease(0);
    List.of(0, 1, 2).forEach(offset -> bench.admit(lease, offset, "k" + offset));
    awaitBegun(2);
    assertThat(bench.dispatcher.load().running()).isEqualTo(2);

    bench.finish(0);
    awaitBegun(3);
  }

  @Test
  void aWaitingRecordTakesNoHandlerAndItsKeyWaits() throws InterruptedException {
    bench.close();
    bench = new Bench(Bench.limits(1, AFTER_COMMITTED));
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.admit(lease, 1, "a");
    bench.admit(lease, 2, "b");
    bench.retry(0, Duration.ofDays(1));
    awaitBegun(2);

    assertThat(bench.begun).containsExactly(0L, 2L);
    assertThat(bench.dispatcher.load()).isEqualTo(new Dispatcher.Load(1, 1, 3, 15));
  }

  @Test
  void aRetryComesBackAfterItsDelay() {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.retry(0, Duration.ofMillis(1));

    awaitBegun(2);
    assertThat(bench.begun).containsExactly(0L, 0L);
  }

  @Test
  void aRecordSeesTheLastOfItsKeyThatWasQueuedBehindItWhenItsHandlerBegan() {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    awaitBegun(1);
    bench.admit(lease, 1, "b");
    bench.admit(lease, 2, "a");
    bench.admit(lease, 3, "a");
    awaitBegun(2);
    bench.retry(0, Duration.ofMillis(1));
    awaitBegun(3);

    assertThat(bench.newest).containsExactly(Optional.empty(), Optional.empty(), Optional.of(3L));
  }

  @Test
  void aBatchTellsTheOldestUnfinishedOffsetAndWhatIsDoneAhead() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    List.of(0, 1, 2).forEach(offset -> bench.admit(lease, offset, "k" + offset));
    awaitBegun(3);
    bench.finish(1);
    Batch batch = bench.next();

    assertThat(batch.offsets().get(INPUT_0).offset()).isZero();
    assertThat(batch.offsets().get(INPUT_0).leaderEpoch()).contains(3);
    assertThat(CompletedOffsets.decode(0, batch.offsets().get(INPUT_0).metadata()))
        .hasValueSatisfying(ahead -> assertThat(ahead.outstanding()).containsExactly(0L, 2L));
  }

  @Test
  void anAbortedBatchIsWholeInTheNext() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.admit(lease, 1, "b");
    awaitBegun(2);
    bench.finish(0);
    Batch aborted = bench.next();
    bench.finish(1);
    eventually().until(() -> bench.dispatcher.load().running() == 0);

    Batch next = bench.next();
    assertThat(next.works()).containsAll(aborted.works()).hasSize(2);
    assertThat(next.offsets().get(INPUT_0).offset()).isEqualTo(2);
    bench.dispatcher.committed(next);
    assertThat(bench.dispatcher.load()).isEqualTo(new Dispatcher.Load(0, 0, 0, 0));
  }

  @Test
  void theWindowHoldsRecordsBackUntilTheOldestIsDone() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    assertThat(bench.admit(lease, 10, "b")).isFalse();
    assertThat(bench.admit(lease, 9, "b")).isTrue();
    bench.finish(0);
    Batch batch = bench.next();
    bench.dispatcher.committed(batch);

    assertThat(bench.admit(lease, 10, "c")).isTrue();
  }

  @Test
  void anEndedLeaseIsInNoBatchAnyMore() throws InterruptedException {
    PartitionLease kept = bench.lease(0);
    PartitionLease gone = bench.lease(1);
    bench.admit(kept, 0, "a");
    bench.admit(gone, 0, "b");
    bench.admit(gone, 1, "a");
    awaitBegun(2);
    bench.finish(0);
    bench.finish(0);
    eventually().until(() -> bench.dispatcher.load().running() == 0);
    bench.dispatcher.beginToEnd(Set.of(gone));
    bench.dispatcher.end(Set.of(gone));

    Batch batch = bench.next();
    assertThat(batch.works()).allMatch(work -> work.lease == kept).hasSize(1);
    assertThat(batch.offsets()).containsOnlyKeys(INPUT_0);
    bench.dispatcher.committed(batch);
    assertThat(bench.dispatcher.load()).isEqualTo(new Dispatcher.Load(0, 0, 0, 0));
  }

  @Test
  void anEndingLeaseLetsHandlersFinishAndStartsNoMore() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.admit(lease, 1, "a");
    awaitBegun(1);
    bench.dispatcher.beginToEnd(Set.of(lease));
    assertThat(bench.dispatcher.awaitHandlers(Set.of(lease), Duration.ZERO)).isFalse();
    bench.finish(0);

    assertThat(bench.dispatcher.awaitHandlers(Set.of(lease), Duration.ofSeconds(20))).isTrue();
    Batch batch = bench.next();
    assertThat(batch.offsets().get(INPUT_0).offset()).isEqualTo(1);
    bench.dispatcher.committed(batch);
    assertThat(bench.begun).containsExactly(0L);
  }

  @Test
  void anInterruptedHandlerEndsAndItsRecordStaysUnfinished() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    awaitBegun(1);
    bench.dispatcher.beginToEnd(Set.of(lease));
    bench.dispatcher.interrupt(Set.of(lease));

    assertThat(bench.dispatcher.awaitHandlers(Set.of(lease), Duration.ofSeconds(20))).isTrue();
    assertThat(lease.progress.positionToCommit()).isZero();
    assertThat(bench.dispatcher.load().records()).isZero();
    assertThat(bench.fatal).isEmpty();
  }

  @Test
  void nothingIsCommittedWhileARecoveryIsDue() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    awaitBegun(1);
    bench.finish(0);
    eventually().until(() -> bench.dispatcher.load().running() == 0);
    bench.dispatcher.commits().suspend();

    assertThat(bench.dispatcher.commits().awaitCommits(Set.of(lease), Duration.ofDays(1))).isTrue();
    bench.dispatcher.end(Set.of(lease));
    bench.dispatcher.commits().resume();
    PartitionLease again = bench.lease(0);
    bench.admit(again, 0, "a");
    awaitBegun(2);
    bench.finish(0);
    assertThat(bench.next().works()).allMatch(work -> work.lease == again).hasSize(1);
  }

  @Test
  void offsetsThatAnAbortMayHaveTakenBackAreCommittedBeforeTheirPartitionIsGivenAway()
      throws Exception {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.finish(0);
    bench.dispatcher.committed(bench.next());
    CommitQueue commits = bench.dispatcher.commits();
    assertThat(commits.awaitCommits(Set.of(lease), Duration.ZERO)).isTrue();

    commits.commitAgain();
    try (ExecutorService handover = Executors.newSingleThreadExecutor()) {
      Future<Boolean> given =
          handover.submit(() -> commits.awaitCommits(Set.of(lease), Duration.ofDays(1)));
      Batch again = bench.next();
      assertThat(again.works()).isEmpty();
      assertThat(again.offsets().get(INPUT_0).offset()).isEqualTo(1);
      assertThat(given.isDone()).isFalse();
      bench.dispatcher.committed(again);
      assertThat(given.get()).isTrue();
    }
  }

  @Test
  void aBatchHasTheGenerationOfItsMoment() throws InterruptedException {
    PartitionLease lease = bench.lease(0);
    bench.admit(lease, 0, "a");
    bench.finish(0);
    Batch first = bench.next();
    bench.dispatcher.commits().setGroup(Bench.generation(2));
    bench.dispatcher.commits().setGroup(Bench.generation(-1)); // not a member: never used

    assertThat(first.group().generationId()).isEqualTo(1);
    assertThat(bench.next().group().generationId()).isEqualTo(2);
  }

  private void awaitBegun(int handlers) {
    eventually().until(() -> bench.begun.size() == handlers);
  }
}
