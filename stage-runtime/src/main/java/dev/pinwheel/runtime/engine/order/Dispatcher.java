package dev.pinwheel.runtime.engine.order;

import dev.pinwheel.runtime.engine.EngineLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands records to handlers: one at a time for each key, different keys at once, as many as the
 * limit allows. It also keeps what is handled until it is committed.
 *
 * <p>Every field is guarded by one lock that is never held over I/O. The consumer thread admits
 * records and ends leases, handler threads report results, the committer takes batches, the
 * scheduler's thread ends waits.
 */
public final class Dispatcher {

  private final EngineLimits limits;
  private final ScheduledExecutorService scheduler;
  private final Handler handler;
  private final Consumer<Throwable> fatal;

  private final ReentrantLock lock = new ReentrantLock();

  /** The committer waits for it: there is something to commit, or more reason to do so. */
  private final Condition commitWanted = lock.newCondition();

  /** The consumer thread waits for it: handlers ended, or handled records were committed. */
  private final Condition lessToDo = lock.newCondition();

  private final KeyQueues<RecordKey, Work> queues = new KeyQueues<>();
  private final Queue<Work> ready = new ArrayDeque<>();
  private final CommitQueue commits;
  private int running;
  private int waiting;
  private int buffered;
  private long bufferedBytes;

  /** No handler is started any more. */
  private boolean closed;

  /** Handles one record, on a thread of its own. */
  @FunctionalInterface
  public interface Handler {

    /**
     * @throws InterruptedException when the record is given up
     */
    Handled handle(Work work) throws InterruptedException;
  }

  /**
   * @param fatal told of whatever a handler throws besides an interrupt
   */
  public Dispatcher(
      EngineLimits limits,
      ScheduledExecutorService scheduler,
      Handler handler,
      Consumer<Throwable> fatal) {
    this.limits = limits;
    this.scheduler = scheduler;
    this.handler = handler;
    this.fatal = fatal;
    this.commits = new CommitQueue(lock, commitWanted, lessToDo);
  }

  /** The part that belongs to the committer. */
  public CommitQueue commits() {
    return commits;
  }

  /**
   * Takes records of a partition in their order, up to the first that must wait at the gate.
   *
   * @param now time as epoch milliseconds, for records that must not be handled before their time
   * @return how many were taken
   */
  public int admit(PartitionLease lease, List<ConsumerRecord<byte[], byte[]>> records, long now) {
    lock.lock();
    try {
      int taken = 0;
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (lease.progress.wasCompleted(record.offset())) {
          lease.progress.reach(record.offset() + 1);
        } else if (NotBefore.of(record) > now || !lease.progress.hasRoomFor(record.offset())) {
          break;
        } else {
          lease.progress.accept(record.offset());
          record.leaderEpoch().ifPresent(epoch -> lease.leaderEpoch = record.leaderEpoch());
          add(new Work(record, lease));
        }
        taken++;
      }
      dispatch();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The reader of a partition is at this offset and everything before was admitted. */
  public void reach(PartitionLease lease, long position) {
    lock.lock();
    try {
      lease.progress.reach(position);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the reader was past this offset already. */
  public boolean isBehind(PartitionLease lease, long offset) {
    lock.lock();
    try {
      return offset < lease.progress.position();
    } finally {
      lock.unlock();
    }
  }

  private void run(Work work) {
    try {
      switch (handler.handle(work)) {
        case Handled.Done done -> finished(work, done);
        case Handled.Again(Duration delay) -> again(work, delay);
      }
    } catch (InterruptedException e) {
      gaveUp(work);
    } catch (Throwable e) {
      fatal.accept(e);
      gaveUp(work);
    }
  }

  /** The record is handled; it counts as done once it is committed. */
  private void finished(Work work, Handled.Done result) {
    lock.lock();
    try {
      leaveHandler(work);
      if (work.lease.ended) {
        drop(work);
      } else {
        work.state = Work.State.FINISHED;
        work.result = result;
        commits.add(work);
        if (limits.successor() == EngineLimits.Successor.AFTER_HANDLED) {
          releaseKey(work);
        }
      }
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** The record is handled again after a while; until then it takes no handler. */
  private void again(Work work, Duration delay) {
    lock.lock();
    try {
      leaveHandler(work);
      if (work.lease.isEnding() || closed) {
        drop(work);
      } else {
        work.state = Work.State.WAITING;
        waiting++;
        work.wakeUp = scheduler.schedule(() -> wakeUp(work), delay.toNanos(), TimeUnit.NANOSECONDS);
      }
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** The handler ended without a result because its partition goes away or the engine stops. */
  private void gaveUp(Work work) {
    lock.lock();
    try {
      leaveHandler(work);
      drop(work);
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands out nothing more of these leases: what does not run is dropped; handlers that run go on.
   */
  public void beginToEnd(Collection<PartitionLease> leases) {
    lock.lock();
    try {
      leases.forEach(PartitionLease::beginToEnd);
      Set<PartitionLease> set = new HashSet<>(leases);
      queues.removeBehindHeads(work -> set.contains(work.lease)).forEach(this::forget);
      for (Work head : queues.heads()) {
        if (set.contains(head.lease)
            && (head.state == Work.State.READY || head.state == Work.State.WAITING)) {
          drop(head);
        }
      }
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the handlers of these leases. */
  public void interrupt(Collection<PartitionLease> leases) {
    lock.lock();
    try {
      for (Work head : queues.heads()) {
        if (head.state == Work.State.RUNNING && leases.contains(head.lease)) {
          head.handler.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no handler of these leases runs; false when the time is over first. */
  public boolean awaitHandlers(Collection<PartitionLease> leases, Duration limit)
      throws InterruptedException {
    return commits.await(
        () -> leases.stream().allMatch(lease -> lease.running == 0), lessToDo, limit);
  }

  /** Whether no handler of these leases runs, and all that they finished is committed. */
  public boolean isDone(Set<PartitionLease> leases) {
    lock.lock();
    try {
      return leases.stream().allMatch(lease -> lease.running == 0 && lease.finished == 0);
    } finally {
      lock.unlock();
    }
  }

  /** Whether all that handlers of these leases finished is committed. */
  public boolean isCommitted(Set<PartitionLease> leases) {
    lock.lock();
    try {
      return leases.stream().allMatch(lease -> lease.finished == 0);
    } finally {
      lock.unlock();
    }
  }

  /** Ends leases: whatever they still have is dropped and can no longer be committed. */
  public void end(Collection<PartitionLease> leases) {
    lock.lock();
    try {
      for (PartitionLease lease : leases) {
        lease.beginToEnd();
        lease.ended = true;
      }
      commits.remove(leases).forEach(this::drop);
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** The transaction is committed: its records are done. */
  public void committed(Batch batch) {
    lock.lock();
    try {
      commits.settle(batch).forEach(this::drop);
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** Starts no handler any more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** A consistent view of how full it is. */
  public Load load() {
    lock.lock();
    try {
      return new Load(running, waiting, buffered, bufferedBytes);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param running records in handlers
   * @param waiting records that wait for their retry
   * @param records records that are held
   * @param bytes bytes of those
   */
  public record Load(int running, int waiting, int records, long bytes) {}

  private void add(Work work) {
    buffered++;
    bufferedBytes += work.bytes;
    if (queues.add(work.key, work)) {
      makeReady(work);
    }
  }

  private void makeReady(Work work) {
    work.state = Work.State.READY;
    ready.add(work);
  }

  private void dispatch() {
    while (!closed && running < limits.concurrency() && !ready.isEmpty()) {
      Work work = ready.poll();
      if (work.state != Work.State.READY) {
        continue; // dropped while it was ready
      }
      work.state = Work.State.RUNNING;
      work.lease.running++;
      running++;
      work.newest = queues.lastBehind(work.key);
      work.handler = Thread.ofVirtual().name("handler").unstarted(() -> run(work));
      work.handler.start();
    }
    commits.setIdle(running == 0 && ready.isEmpty());
  }

  private void leaveHandler(Work work) {
    running--;
    work.handler = null;
    if (--work.lease.running == 0) {
      lessToDo.signalAll();
    }
  }

  private void wakeUp(Work work) {
    lock.lock();
    try {
      if (work.state == Work.State.WAITING) {
        waiting--;
        makeReady(work);
        dispatch();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes a head, or a record whose key was released already, out of the engine. */
  private void drop(Work work) {
    if (work.state == Work.State.WAITING) {
      waiting--;
      work.wakeUp.cancel(false);
    }
    releaseKey(work);
    forget(work);
  }

  private void forget(Work work) {
    work.state = Work.State.GONE;
    buffered--;
    bufferedBytes -= work.bytes;
  }

  private void releaseKey(Work work) {
    if (!work.keyReleased) {
      work.keyReleased = true;
      queues.release(work.key, work).ifPresent(this::makeReady);
    }
  }
}
