package dev.pinwheel.runtime.engine.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that are handled and not committed, in the order in which they were handled.
 *
 * <p>A record stays here until a transaction with it is known to be committed. An aborted one
 * leaves it here, so that the next batch has it again: every batch holds all records that its
 * offsets tell complete and that were not committed before. All fields are guarded by the
 * Dispatcher's lock.
 */
public final class CommitQueue {

  private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

  private final ReentrantLock lock;
  private final Condition commitWanted;
  private final Condition lessToDo;

  private final List<Work> finished = new ArrayList<>();
  private final Set<PartitionLease> leases = new HashSet<>();
  private Optional<ConsumerGroupMetadata> group = Optional.empty();
  private boolean idle = true;
  private int urgent;
  private boolean stopped;

  /** What is in memory may contradict the broker: nothing is committed until it is dropped. */
  private boolean suspended;

  CommitQueue(ReentrantLock lock, Condition commitWanted, Condition lessToDo) {
    this.lock = lock;
    this.commitWanted = commitWanted;
    this.lessToDo = lessToDo;
  }

  /** Caller holds the lock. */
  void add(Work work) {
    finished.add(work);
    work.lease.finished++;
    if (finished.size() == 1) {
      commitWanted.signalAll();
    }
  }

  /** Caller holds the lock. */
  void setIdle(boolean nothingInFlight) {
    if (nothingInFlight && !idle) {
      commitWanted.signalAll();
    }
    idle = nothingInFlight;
  }

  /** The lease's offsets are committed from now on. */
  public void open(PartitionLease lease) {
    lock.lock();
    try {
      leases.add(lease);
    } finally {
      lock.unlock();
    }
  }

  /** The generation that offsets are committed under; the consumer thread tells it. */
  public void setGroup(ConsumerGroupMetadata metadata) {
    lock.lock();
    try {
      // Without a generation the broker could not tell this member from a stranger.
      if (metadata.generationId() >= 0) {
        group = Optional.of(metadata);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to commit: until the cool-down is over, nothing else is in flight, or
   * somebody waits for the commit.
   *
   * @param coolDown shortest wait while handlers are busy
   * @return empty when the engine stops
   */
  public Optional<Batch> next(Duration coolDown) throws InterruptedException {
    lock.lock();
    try {
      long left = coolDown.toNanos();
      boolean rested = false;
      while (!stopped) {
        boolean now = left <= 0 || idle || urgent > 0;
        if (!finished.isEmpty() && now && isAble()) {
          return Optional.of(batch(group.orElseThrow()));
        }
        // The reader went over transaction markers only: tell it, so that the group's lag is none.
        // Or somebody waits for offsets that an abort may have taken back.
        if ((urgent > 0 || (rested && idle)) && isAble() && positionsMoved()) {
          return Optional.of(batch(group.orElseThrow()));
        }
        if (left > 0) {
          left = commitWanted.awaitNanos(left);
        } else {
          rested = commitWanted.awaitNanos(IDLE_CHECK.toNanos()) <= 0;
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while, less when the engine stops. */
  public void pause(Duration time) throws InterruptedException {
    await(() -> stopped, commitWanted, time);
  }

  /** Waits until everything handled of these leases is committed; false when time is over first. */
  public boolean awaitCommits(Collection<PartitionLease> wanted, Duration limit)
      throws InterruptedException {
    lock.lock();
    try {
      urgent++;
      commitWanted.signalAll();
      return await(
          () -> suspended || wanted.stream().allMatch(CommitQueue::isCommitted), lessToDo, limit);
    } finally {
      urgent--;
      lock.unlock();
    }
  }

  /** Commits nothing more until {@link #resume}: the consumer thread must recover first. */
  public void suspend() {
    lock.lock();
    try {
      suspended = true;
      lessToDo.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isSuspended() {
    lock.lock();
    try {
      return suspended;
    } finally {
      lock.unlock();
    }
  }

  /** Every lease from before has ended. */
  public void resume() {
    lock.lock();
    try {
      suspended = false;
      commitWanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the committer's waits. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      commitWanted.signalAll();
      lessToDo.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes what belongs to leases that end. Caller holds the lock. */
  List<Work> remove(Collection<PartitionLease> ended) {
    leases.removeAll(ended);
    return removeIf(new HashSet<>(ended)::contains);
  }

  /** Removes what is committed, unless its lease ended meanwhile. Caller holds the lock. */
  List<Work> settle(Batch batch) {
    leases.forEach(
        lease -> {
          OffsetAndMetadata offset = batch.offsets().get(lease.partition);
          if (offset != null) {
            lease.committed = offset;
          }
        });
    Set<Work> done = new HashSet<>(batch.works());
    List<Work> settled = new ArrayList<>(done.size());
    finished.removeIf(
        work -> {
          if (done.contains(work)) {
            work.lease.finished--;
            settled.add(work);
            return true;
          }
          return false;
        });
    lessToDo.signalAll();
    return settled;
  }

  /**
   * Commits every offset anew: an abort may have taken back what was committed before it, where the
   * broker had forgotten the markers of that.
   */
  public void commitAgain() {
    lock.lock();
    try {
      leases.forEach(lease -> lease.committed = null);
      commitWanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a condition over guarded fields. */
  boolean await(BooleanSupplier condition, Condition signal, Duration limit)
      throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = signal.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private List<Work> removeIf(Predicate<PartitionLease> condition) {
    List<Work> removed = new ArrayList<>();
    for (Iterator<Work> works = finished.iterator(); works.hasNext(); ) {
      Work work = works.next();
      if (condition.test(work.lease)) {
        works.remove();
        work.lease.finished--;
        removed.add(work);
      }
    }
    lessToDo.signalAll();
    return removed;
  }

  private Batch batch(ConsumerGroupMetadata metadata) {
    for (Work work : finished) {
      if (!work.inBatch) {
        work.inBatch = true;
        work.lease.progress.complete(work.record.offset());
      }
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionLease lease : leases) {
      OffsetAndMetadata offset = lease.toCommit();
      if (moved(lease, offset)) {
        offsets.put(lease.partition, offset);
      }
    }
    return new Batch(List.copyOf(finished), offsets, metadata);
  }

  private boolean isAble() {
    return group.isPresent() && !suspended;
  }

  private boolean positionsMoved() {
    return leases.stream().anyMatch(lease -> moved(lease, lease.toCommit()));
  }

  private static boolean isCommitted(PartitionLease lease) {
    return lease.finished == 0 && lease.committed != null;
  }

  private static boolean moved(PartitionLease lease, OffsetAndMetadata offset) {
    return lease.committed == null
        || lease.committed.offset() != offset.offset()
        || !lease.committed.metadata().equals(offset.metadata());
  }
}
