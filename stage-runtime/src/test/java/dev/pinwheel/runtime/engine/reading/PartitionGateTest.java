package dev.pinwheel.runtime.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.order.Bench;
import dev.pinwheel.runtime.engine.order.NotBefore;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionGateTest {

  private static final long DUE = 5_000;

  private final Bench bench = new Bench(Bench.limits(1, EngineLimits.Successor.AFTER_COMMITTED));
  private final PartitionLease lease = bench.lease(0);
  private final PartitionGate gate = new PartitionGate(bench.dispatcher, lease);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void recordsThatMayGoPassAndThePositionFollows() {
    assertThat(gate.offer(List.of(Bench.record(0, "a")), 3, 0)).isEmpty();

    assertThat(gate.isClosed()).isFalse();
    assertThat(bench.position(lease)).isEqualTo(3);
  }

  @Test
  void aRecordBeforeItsTimeHoldsBackAllBehindItUntilThatMillisecond() {
    gate.offer(List.of(Bench.record(0, "a"), delayed(1), Bench.record(2, "b")), 3, DUE - 1);
    assertThat(gate.isClosed()).isTrue();
    assertThat(bench.position(lease)).isEqualTo(1);
    assertThat(gate.waiting(DUE - 1)).isEqualTo(Duration.ofMillis(1));

    gate.release(DUE - 1);
    assertThat(gate.isClosed()).isTrue();
    gate.release(DUE);
    assertThat(gate.isClosed()).isFalse();
    assertThat(bench.position(lease)).isEqualTo(3);
  }

  @Test
  void moreThanAFewHeldRecordsAreReadAgainLater() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset = 0; offset <= PartitionGate.MOST_RECORDS; offset++) {
      records.add(delayed(offset));
    }
    assertThat(gate.offer(records, 100, 0)).isEqualTo(OptionalLong.of(PartitionGate.MOST_RECORDS));

    PartitionGate other = new PartitionGate(bench.dispatcher, bench.lease(1));
    assertThat(other.offer(records.subList(0, PartitionGate.MOST_RECORDS), 100, 0)).isEmpty();
  }

  @Test
  void recordsBeyondTheWindowWaitForRoom() {
    gate.offer(List.of(Bench.record(0, "a"), Bench.record(10, "b")), 11, 0);

    assertThat(gate.isClosed()).isTrue();
    assertThat(gate.waiting(0)).isEqualTo(Duration.ZERO);
  }

  @Test
  void aHeaderThatIsNoTimeHoldsNothingBack() {
    ConsumerRecord<byte[], byte[]> record = Bench.record(0, "a");
    record.headers().add(NotBefore.HEADER, new byte[] {'x'});
    assertThat(NotBefore.of(record)).isEqualTo(Long.MIN_VALUE);
    record.headers().add(NotBefore.HEADER, null);
    assertThat(NotBefore.of(record)).isEqualTo(Long.MIN_VALUE);
    NotBefore.write(record.headers(), Instant.ofEpochMilli(7));
    assertThat(NotBefore.of(record)).isEqualTo(7);
  }

  private static ConsumerRecord<byte[], byte[]> delayed(long offset) {
    ConsumerRecord<byte[], byte[]> record = Bench.record(offset, "d");
    NotBefore.write(record.headers(), Instant.ofEpochMilli(DUE));
    return record;
  }
}
