package dev.pinwheel.runtime.engine.reading;

import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.NotBefore;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a partition's records wait that were read but may not be handed out yet: one that must not
 * be handled before its time, or that is too far ahead of the oldest unfinished one, and all behind
 * it. A few are kept; the rest is read again later, so that no delay fills the memory. The consumer
 * thread's only.
 */
public final class PartitionGate {

  public static final int MOST_RECORDS = 64;
  static final int MOST_BYTES = 256 << 10;

  private final Dispatcher dispatcher;
  private final PartitionLease lease;
  private List<ConsumerRecord<byte[], byte[]>> held = List.of();

  /** Where the reader goes on behind the held records. */
  private long next;

  PartitionGate(Dispatcher dispatcher, PartitionLease lease) {
    this.dispatcher = dispatcher;
    this.lease = lease;
  }

  /**
   * Takes what was read; the gate must be open.
   *
   * @param position the reader's position behind these records
   * @return the offset that must be read again, where not all could be kept
   */
  OptionalLong offer(List<ConsumerRecord<byte[], byte[]>> records, long position, long now) {
    next = position;
    pass(records, now);
    int bytes = 0;
    for (int i = 0; i < held.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = held.get(i);
      bytes += Math.max(0, record.serializedValueSize());
      if (i > 0 && (i >= MOST_RECORDS || bytes > MOST_BYTES)) {
        next = record.offset();
        held = List.copyOf(held.subList(0, i));
        return OptionalLong.of(next);
      }
    }
    return OptionalLong.empty();
  }

  /** Lets through what may go by now. */
  void release(long now) {
    if (isClosed()) {
      pass(held, now);
    }
  }

  boolean isClosed() {
    return !held.isEmpty();
  }

  /** How long the first held record waits for its time; zero where it waits for room. */
  Duration waiting(long now) {
    long until = NotBefore.of(held.getFirst());
    return until > now ? Duration.ofMillis(until - now) : Duration.ZERO;
  }

  private void pass(List<ConsumerRecord<byte[], byte[]>> records, long now) {
    int taken = dispatcher.admit(lease, records, now);
    held = taken == 0 ? records : new ArrayList<>(records.subList(taken, records.size()));
    if (held.isEmpty()) {
      dispatcher.reach(lease, next);
    }
  }
}
