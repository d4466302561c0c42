package dev.pinwheel.runtime.engine.reading;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.EngineMeter;
import dev.pinwheel.runtime.engine.EngineMetrics;
import dev.pinwheel.runtime.engine.EngineStatus;
import dev.pinwheel.runtime.engine.commit.Committer;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.runtime.engine.restore.PartitionRestore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the input topics: polls, hands records on, pauses what must wait, and follows the group's
 * rebalances. All of it on the consumer's thread, which also is the only one to touch its fields.
 */
public final class ConsumerLoop implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);

  private static final Duration POLL = Duration.ofMillis(100);

  private static final long LAG_EVERY_MILLIS = 1_000;

  /** While partitions are paused for a reason that may end at any moment. */
  private static final Duration SHORT_POLL = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Dispatcher dispatcher;
  private final Committer committer;
  private final PartitionRestore restore;
  private final PartitionHandover handover;
  private final EngineStatus status;
  private final EngineMetrics metrics;
  private final Pressure pressure;
  private final Clock clock;

  private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();
  private boolean everAssigned;
  private long nextLagAt;

  /** Told to metrics' threads. */
  private volatile Figures figures = new Figures(0, 0, 0, 0, 0);

  public ConsumerLoop(
      Consumer<byte[], byte[]> consumer,
      Dispatcher dispatcher,
      Committer committer,
      PartitionRestore restore,
      PartitionHandover handover,
      EngineStatus status,
      EngineMetrics metrics,
      EngineLimits limits,
      Clock clock) {
    this.consumer = consumer;
    this.dispatcher = dispatcher;
    this.committer = committer;
    this.restore = restore;
    this.handover = handover;
    this.status = status;
    this.metrics = metrics;
    this.pressure = new Pressure(limits);
    this.clock = clock;
  }

  /** One round; failures of the client come through. */
  public void turn() throws InterruptedException {
    if (dispatcher.commits().isSuspended()) {
      recover();
    }
    if (committer.isSettled()) {
      restore.step().forEach(this::open);
    }
    status.setRestored(everAssigned && restore.isDone());
    long now = clock.millis();
    owned.values().forEach(partition -> partition.gate().release(now));
    pause();
    ConsumerRecords<byte[], byte[]> records = consumer.poll(pollTime(now));
    dispatcher.commits().setGroup(consumer.groupMetadata());
    take(records);
    figures = measure(now);
  }

  /** One round that reads nothing, and keeps this member in the group. */
  public void turnWhileStopping() {
    consumer.pause(consumer.assignment());
    ConsumerRecords<byte[], byte[]> none = consumer.poll(SHORT_POLL);
    dispatcher.commits().setGroup(consumer.groupMetadata());
    if (!none.isEmpty()) {
      // Assigned in this very poll; nothing of it is committed.
      LOG.debug("passed over {} records while stopping", none.count());
    }
  }

  /** Leases of all partitions. */
  public Set<PartitionLease> leases() {
    Set<PartitionLease> leases = new HashSet<>();
    owned.values().forEach(partition -> leases.add(partition.lease()));
    return leases;
  }

  /** Takes every partition out of the loop, for the end. */
  public Set<PartitionLease> forgetAll() {
    return forget(List.copyOf(owned.keySet()));
  }

  public Figures figures() {
    return figures;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    metrics.count(EngineMeter.REBALANCES, "assigned");
    LOG.info("assigned {}", partitions);
    everAssigned = true;
    consumer.pause(partitions);
    restore.add(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    metrics.count(EngineMeter.REBALANCES, "revoked");
    LOG.info("revoked {}", partitions);
    // The generation in which these partitions are still this member's, and no one else's.
    dispatcher.commits().setGroup(consumer.groupMetadata());
    restore.remove(partitions);
    handover.giveBack(forget(partitions));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    restore.remove(partitions);
    Set<PartitionLease> leases = forget(partitions);
    if (!leases.isEmpty()) {
      metrics.count(EngineMeter.REBALANCES, "lost");
      LOG.warn("lost {}", partitions);
      handover.drop(leases);
    }
  }

  /** Back to what is committed: what is in memory may contradict it. */
  private void recover() {
    Set<TopicPartition> partitions = consumer.assignment();
    LOG.warn("returning to what is committed for {}", partitions);
    metrics.count(EngineMeter.RECOVERIES);
    restore.remove(partitions);
    handover.drop(forget(List.copyOf(owned.keySet())));
    consumer.pause(partitions);
    restore.add(partitions);
    dispatcher.commits().resume();
  }

  /** A partition that is read from, with what waits of it. */
  private record OwnedPartition(PartitionLease lease, PartitionGate gate) {}

  /** What metrics tell of the assignment. */
  public record Figures(int assigned, int paused, long lag, long ledgerEntries, long forgotten) {}

  private Set<PartitionLease> forget(Collection<TopicPartition> partitions) {
    Set<PartitionLease> leases = new HashSet<>();
    for (TopicPartition partition : partitions) {
      OwnedPartition known = owned.remove(partition);
      if (known != null) {
        leases.add(known.lease());
      }
    }
    return leases;
  }

  private void open(PartitionLease lease) {
    owned.put(lease.partition, new OwnedPartition(lease, new PartitionGate(dispatcher, lease)));
    dispatcher.commits().open(lease);
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    long now = clock.millis();
    Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : next.entrySet()) {
      TopicPartition partition = entry.getKey();
      OwnedPartition known = owned.get(partition);
      List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
      if (known == null || known.gate().isClosed()) {
        // Paused: only a position that moves over markers is expected here.
        if (!read.isEmpty()) {
          consumer.seek(partition, read.getFirst().offset());
        }
        continue;
      }
      if (!read.isEmpty() && dispatcher.isBehind(known.lease(), read.getFirst().offset())) {
        known = startOver(known, read.getFirst().offset());
      }
      known
          .gate()
          .offer(read, entry.getValue().offset(), now)
          .ifPresent(offset -> consumer.seek(partition, offset));
    }
  }

  /**
   * The log is shorter than what was committed or read: the topic was made anew, or lost its end.
   * Records that are there were never handled.
   */
  private OwnedPartition startOver(OwnedPartition before, long offset) {
    TopicPartition partition = before.lease().partition;
    LOG.error("{} went back to offset {}: its log was replaced", partition, offset);
    handover.drop(forget(List.of(partition)));
    PartitionLease lease =
        restore.lease(partition, new OffsetAndMetadata(offset, ""), before.lease().ledger);
    open(lease);
    return owned.get(partition);
  }

  private Figures measure(long now) {
    long lag = figures.lag();
    if (now >= nextLagAt) {
      nextLagAt = now + LAG_EVERY_MILLIS;
      lag = owned.keySet().stream().mapToLong(tp -> consumer.currentLag(tp).orElse(0)).sum();
    }
    long entries = 0;
    long forgotten = 0;
    for (OwnedPartition partition : owned.values()) {
      entries += partition.lease().ledger.size();
      forgotten += partition.lease().ledger.forgotten();
    }
    return new Figures(
        consumer.assignment().size(), consumer.paused().size(), lag, entries, forgotten);
  }

  private void pause() {
    boolean full = pressure.isHigh(dispatcher.load());
    List<TopicPartition> toPause = new ArrayList<>();
    List<TopicPartition> toResume = new ArrayList<>();
    Set<TopicPartition> paused = consumer.paused();
    for (TopicPartition partition : consumer.assignment()) {
      OwnedPartition known = owned.get(partition);
      boolean wait = full || known == null || known.gate().isClosed();
      if (wait && !paused.contains(partition)) {
        toPause.add(partition);
      } else if (!wait && paused.contains(partition)) {
        toResume.add(partition);
      }
    }
    consumer.pause(toPause);
    consumer.resume(toResume);
  }

  private Duration pollTime(long now) {
    if (!restore.isDone() || pressure.isHigh()) {
      return SHORT_POLL;
    }
    Duration time = POLL;
    for (OwnedPartition partition : owned.values()) {
      if (partition.gate().isClosed()) {
        Duration wait = partition.gate().waiting(now);
        Duration shortest = wait.compareTo(SHORT_POLL) < 0 ? SHORT_POLL : wait;
        time = shortest.compareTo(time) < 0 ? shortest : time;
      }
    }
    return time;
  }
}
