package dev.pinwheel.runtime.engine.order;

import dev.pinwheel.runtime.engine.restore.Ledger;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition while this engine owns it, from one assignment to its end; a later assignment of the
 * same partition is another lease. Whatever belongs to the partition is dropped with it.
 */
public final class PartitionLease {

  public final TopicPartition partition;
  public final Ledger ledger;

  // Guarded by the Dispatcher's lock.
  public final PartitionProgress progress;

  /** Handlers that run for it. */
  int running;

  /** Handled and not committed. */
  int finished;

  Optional<Integer> leaderEpoch = Optional.empty();

  /** What the broker has for it; null where it may have lost that. */
  public OffsetAndMetadata committed;

  /** Nothing of it is handed out any more. Written under the lock, read anywhere. */
  private volatile boolean ending;

  /** Nothing of it is committed any more. */
  boolean ended;

  public PartitionLease(
      TopicPartition partition,
      PartitionProgress progress,
      OffsetAndMetadata committed,
      Ledger ledger) {
    this.partition = partition;
    this.progress = progress;
    this.committed = committed;
    this.ledger = ledger;
  }

  public boolean isEnding() {
    return ending;
  }

  void beginToEnd() {
    ending = true;
  }

  /** What is to be committed for it now. */
  OffsetAndMetadata toCommit() {
    CompletedOffsets ahead = progress.completedAhead();
    return new OffsetAndMetadata(ahead.base(), leaderEpoch, ahead.encode());
  }
}
