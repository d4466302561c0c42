package dev.pinwheel.runtime.engine.restore;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.order.CompletedOffsets;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.runtime.engine.order.PartitionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings partitions from "assigned" to "read from": what is committed for them, what is done ahead
 * of that, and their ledgers. Starting, a rebalance and the recovery after a failure all come this
 * way. The partitions stay paused meanwhile. The consumer thread's only.
 */
public final class PartitionRestore {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionRestore.class);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Optional<LedgerReader> ledgers;
  private final EngineLimits limits;

  /** Assigned, nothing known yet. */
  private final Set<TopicPartition> assigned = new HashSet<>();

  /** Offsets are known, the ledger is not yet. */
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

  /** Where partitions of this assignment begin, for one line of the log when all are known. */
  private final Set<String> starts = new TreeSet<>();

  public PartitionRestore(
      Consumer<byte[], byte[]> consumer, Optional<LedgerReader> ledgers, EngineLimits limits) {
    this.consumer = consumer;
    this.ledgers = ledgers;
    this.limits = limits;
  }

  public void add(Collection<TopicPartition> partitions) {
    assigned.addAll(partitions);
  }

  public void remove(Collection<TopicPartition> partitions) {
    assigned.removeAll(partitions);
    offsets.keySet().removeAll(partitions);
    ledgers.ifPresent(reader -> reader.forget(List.copyOf(partitions)));
  }

  public boolean isDone() {
    return assigned.isEmpty() && offsets.isEmpty();
  }

  /** Goes on with it; returns the partitions that may be read from now. */
  public List<PartitionLease> step() {
    if (!assigned.isEmpty()) {
      readOffsets();
    }
    List<PartitionLease> restored = new ArrayList<>();
    if (ledgers.isEmpty()) {
      offsets.keySet().stream()
          .toList()
          .forEach(
              partition -> restored.add(restored(partition, new Ledger(limits.ledgerEntries()))));
    } else {
      homeless().forEach(partition -> restored.add(restored(partition, new Ledger(1))));
      ledgers
          .get()
          .step()
          .forEach((partition, ledger) -> restored.add(restored(partition, ledger)));
    }
    restored.forEach(lease -> starts.add(lease.partition + "@" + lease.committed.offset()));
    if (isDone() && !starts.isEmpty()) {
      LOG.info("reading from offsets {}", String.join(" ", starts));
      starts.clear();
    }
    return restored;
  }

  /**
   * A topic that grew has partitions that are no target's home: nothing is handled there, and they
   * have no ledger.
   */
  private List<TopicPartition> homeless() {
    return offsets.keySet().stream()
        .filter(partition -> !ledgers.orElseThrow().has(partition))
        .toList();
  }

  private PartitionLease restored(TopicPartition partition, Ledger ledger) {
    return lease(partition, offsets.remove(partition), ledger);
  }

  private void readOffsets() {
    Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
    try {
      // Waits for transactions over these offsets that are still open: of an earlier owner.
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned, LIMIT);
      for (TopicPartition partition : assigned) {
        OffsetAndMetadata offset = committed.get(partition);
        known.put(
            partition,
            offset != null
                ? offset
                : new OffsetAndMetadata(consumer.position(partition, LIMIT), ""));
      }
      ledgers.ifPresent(reader -> reader.begin(withLedger(known.keySet())));
    } catch (TimeoutException e) {
      LOG.info("offsets of {} cannot be read yet: {}", assigned, e.getMessage());
      return;
    }
    known.forEach(consumer::seek);
    offsets.putAll(known);
    assigned.clear();
  }

  private Set<TopicPartition> withLedger(Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(ledgers.orElseThrow()::has)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A lease that starts from this offset and what its metadata tells. */
  public PartitionLease lease(TopicPartition partition, OffsetAndMetadata offset, Ledger ledger) {
    Optional<CompletedOffsets> ahead = CompletedOffsets.decode(offset.offset(), offset.metadata());
    if (ahead.isEmpty() && !offset.metadata().isEmpty()) {
      LOG.warn("{}: metadata at offset {} is not this engine's", partition, offset.offset());
    }
    CompletedOffsets completed = ahead.orElseGet(() -> CompletedOffsets.none(offset.offset()));
    return new PartitionLease(
        partition, new PartitionProgress(completed, limits.offsetWindow()), offset, ledger);
  }
}
