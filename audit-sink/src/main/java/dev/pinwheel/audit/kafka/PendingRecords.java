package dev.pinwheel.audit.kafka;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were read and are not recorded yet, in the order in which they came. Nothing more is
 * fetched while it is full, so it holds at most what fills it and the records of one more poll.
 */
final class PendingRecords {

  /** With every record as large as a broker takes by default, four of them. */
  static final long SLICE_BYTES = 4L * 1_048_576;

  private final int sliceRecords;
  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private long bytes;
  private Optional<Instant> since = Optional.empty();

  PendingRecords(int sliceRecords) {
    this.sliceRecords = sliceRecords;
  }

  void add(ConsumerRecords<byte[], byte[]> polled, Instant now) {
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      records.add(record);
      bytes += size(record);
    }
    if (since.isEmpty() && !records.isEmpty()) {
      since = Optional.of(now);
    }
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  boolean isFull() {
    return records.size() >= sliceRecords || bytes >= SLICE_BYTES;
  }

  /** When the oldest record came; empty where there is none. */
  Optional<Instant> since() {
    return since;
  }

  /** The oldest records, as many as one transaction takes; at least one, however large. */
  List<ConsumerRecord<byte[], byte[]>> slice() {
    List<ConsumerRecord<byte[], byte[]>> slice = new ArrayList<>();
    long size = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      size += size(record);
      if (!slice.isEmpty() && (slice.size() >= sliceRecords || size > SLICE_BYTES)) {
        break;
      }
      slice.add(record);
    }
    return slice;
  }

  /** The records of the last {@link #slice} are recorded. */
  void remove(List<ConsumerRecord<byte[], byte[]>> slice) {
    slice.forEach(
        record -> {
          records.remove();
          bytes -= size(record);
        });
    if (records.isEmpty()) {
      since = Optional.empty();
    }
  }

  /** Forgets records of partitions that somebody else reads now. */
  void drop(Collection<TopicPartition> partitions) {
    records.removeIf(
        record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
    bytes = records.stream().mapToLong(PendingRecords::size).sum();
    if (records.isEmpty()) {
      since = Optional.empty();
    }
  }

  void clear() {
    records.clear();
    bytes = 0;
    since = Optional.empty();
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
