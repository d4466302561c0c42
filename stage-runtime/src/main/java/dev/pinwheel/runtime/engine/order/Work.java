package dev.pinwheel.runtime.engine.order;

import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.engine.restore.Ledger;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One record between being read and being committed. */
public final class Work {

  /** Where a record is; {@link Dispatcher} moves it on. */
  enum State {
    /** Behind others of its key. */
    QUEUED,
    /** First of its key, waiting for a free handler. */
    READY,
    /** In a handler. */
    RUNNING,
    /** First of its key, waiting for its retry. */
    WAITING,
    /** Handled, not committed. */
    FINISHED,
    /** Committed, or given up with its partition. */
    GONE
  }

  public final ConsumerRecord<byte[], byte[]> record;
  public final PartitionLease lease;
  public final RecordKey key;
  final int bytes;

  // Guarded by the Dispatcher's lock.
  State state = State.QUEUED;
  Thread handler;
  Future<?> wakeUp;

  /** Set by its handler; while it is in a batch only the committer's thread may replace it. */
  public Handled.Done result;

  /** Whether its progress was told that it is complete: since the first batch that it was in. */
  boolean inBatch;

  /** Whether a later record of its key may go on already. */
  boolean keyReleased;

  /** The last record of its key that was queued behind it when its handler was started. */
  public Optional<Work> newest = Optional.empty();

  // Touched by its handler's thread only; the Dispatcher's lock hands it from one to the next.
  public int attempt = 1;
  public int failures;
  public Instant firstAttemptAt;
  public TraceContext trace;

  /** When the broker took it, or what it was copied from; null before it is known to be at home. */
  public Instant acknowledged;

  /** What the stage answered, kept while it cannot be serialised; null otherwise. */
  public Outcome unsent;

  /** Identity and fingerprint of {@link #unsent} for the ledger; null without deduplication. */
  public Ledger.Entry unsentEntry;

  public Work(ConsumerRecord<byte[], byte[]> record, PartitionLease lease) {
    this.record = record;
    this.lease = lease;
    this.key = RecordKey.of(record.key());
    this.bytes = size(record);
  }

  private static int size(ConsumerRecord<byte[], byte[]> record) {
    int size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
