package dev.pinwheel.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final PendingRecords pending = new PendingRecords(4);

  @Test
  void isFullByNumber() {
    add(0, 3, 10);
    assertThat(pending.isFull()).isFalse();

    add(0, 1, 10);
    assertThat(pending.isFull()).isTrue();
  }

  @Test
  void isFullByBytes() {
    add(0, 1, (int) PendingRecords.SLICE_BYTES - 1);
    assertThat(pending.isFull()).isFalse();

    add(0, 1, 1);
    assertThat(pending.isFull()).isTrue();
  }

  @Test
  void sliceHasAtMostSoManyRecords() {
    add(0, 9, 10);

    assertThat(pending.slice()).hasSize(4);
  }

  @Test
  void sliceHasAtMostSoManyBytesButAlwaysOneRecord() {
    add(0, 1, (int) PendingRecords.SLICE_BYTES + 1);
    add(0, 2, (int) PendingRecords.SLICE_BYTES / 2);
    add(0, 1, 1);

    pending.remove(slice(1));
    pending.remove(slice(2));
    pending.remove(slice(1));
    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.isFull()).isFalse();
  }

  @Test
  void knowsHowLongTheOldestWaits() {
    assertThat(pending.since()).isEmpty();
    add(0, 5, 10);
    assertThat(pending.since()).contains(NOW);

    pending.remove(pending.slice());
    assertThat(pending.since()).contains(NOW);

    pending.remove(pending.slice());
    assertThat(pending.since()).isEmpty();
  }

  @Test
  void dropsOnePartitionOnly() {
    add(0, 2, 10);
    add(1, 1, 10);

    pending.drop(List.of(new TopicPartition("t", 0)));
    assertThat(pending.slice()).extracting(ConsumerRecord::partition).containsExactly(1);

    pending.drop(List.of(new TopicPartition("t", 1)));
    assertThat(pending.since()).isEmpty();
  }

  private List<ConsumerRecord<byte[], byte[]>> slice(int size) {
    List<ConsumerRecord<byte[], byte[]>> slice = pending.slice();
    assertThat(slice).hasSize(size);
    return slice;
  }

  private void add(int partition, int count, int size) {
    List<ConsumerRecord<byte[], byte[]>> records =
        IntStream.range(0, count)
            .mapToObj(
                offset ->
                    new ConsumerRecord<byte[], byte[]>(
                        "t",
                        partition,
                        offset,
                        0L,
                        TimestampType.CREATE_TIME,
                        -1,
                        size,
                        null,
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()))
            .toList();
    pending.add(
        new ConsumerRecords<>(Map.of(new TopicPartition("t", partition), records), Map.of()), NOW);
  }
}
