package dev.pinwheel.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.audit.SampleEvents;
import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.store.Partition;
import dev.pinwheel.schemas.serde.RegistryUnavailableException;
import dev.pinwheel.testing.time.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecorderTest {

  private static final TopicPartition FIRST = new TopicPartition("api-applied", 0);
  private static final TopicPartition SECOND = new TopicPartition("api-applied", 1);
  private static final Duration LINGER = Duration.ofMillis(50);
  private static final int FULL = 3;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SinkCondition condition = new SinkCondition();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private boolean registryDown;
  private Recorder recorder;

  @BeforeEach
  void subscribe() {
    // the value of a test's record is the number of its event
    Deserializer<Object> deserializer =
        (topic, value) -> {
          if (registryDown) {
            throw new RegistryUnavailableException(
                RegistryUnavailableException.Code.UNREACHABLE, "refused", null);
          }
          return SampleEvents.applied(
              Integer.parseInt(new String(value, StandardCharsets.US_ASCII)));
        };
    recorder =
        new Recorder(
            consumer,
            store,
            new RecordReading(new RecordDecoder(deserializer)),
            new BatchLimits(FULL, LINGER),
            clock,
            new Backoff(clock, new Random(1)),
            new AuditMeters(meters),
            condition);
    assertThat(recorder.prepareStore()).isTrue();
    recorder.subscribe(List.of("api-applied"));
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
  }

  @Test
  void isReadyOnceThePositionsOfItsPartitionsAreKnown() {
    assertThat(condition.health().ready()).isFalse();
    assign(FIRST);
    recorder.turn(); // partitions come during the poll, paused
    assertThat(consumer.paused()).containsExactly(FIRST);
    assertThat(condition.health().ready()).isFalse();

    recorder.turn();

    assertThat(consumer.paused()).isEmpty();
    assertThat(condition.health().ready()).isTrue();
  }

  @Test
  void readsFromWhereTheStoreSays() {
    store.offsets.put(new Partition("api-applied", 0), 7L);
    assignAndPosition(FIRST, SECOND);

    assertThat(consumer.position(FIRST)).isEqualTo(7);
    assertThat(consumer.position(SECOND)).isZero();
  }

  @Test
  void recordsAFullBatchAtOnce() {
    assignAndPosition(FIRST);
    add(FIRST, 0, 1, 2);

    recorder.turn();

    assertThat(recordedOffsets()).containsExactly(0L, 1L, 2L);
    assertThat(store.offsets).containsExactly(Map.entry(new Partition("api-applied", 0), 3L));
    assertThat(consumer.committed(java.util.Set.of(FIRST)).get(FIRST).offset()).isEqualTo(3);
  }

  @Test
  void recordsLessAfterTheLingerAndNotBefore() {
    assignAndPosition(FIRST);
    add(FIRST, 0);

    recorder.turn();
    clock.advance(LINGER.minusMillis(1));
    recorder.turn();
    assertThat(store.entries).isEmpty();

    clock.advance(Duration.ofMillis(1));
    recorder.turn();
    assertThat(recordedOffsets()).containsExactly(0L);
  }

  @Test
  void keepsWhatItHasAndFetchesNoMoreWhileTheStoreIsDown() {
    assignAndPosition(FIRST);
    store.down = true;
    add(FIRST, 0, 1, 2);
    recorder.turn();
    assertThat(condition.health().ready()).isFalse();
    assertThat(condition.health().live()).isTrue();

    recorder.turn();
    assertThat(consumer.paused()).containsExactly(FIRST);

    store.down = false;
    clock.advance(Backoff.LONGEST);
    recorder.turn();
    recorder.turn();
    assertThat(recordedOffsets()).containsExactly(0L, 1L, 2L);
    assertThat(consumer.paused()).isEmpty();
    assertThat(condition.health().ready()).isTrue();
  }

  @Test
  void waitsForTheRegistryAndLosesNothing() {
    assignAndPosition(FIRST);
    registryDown = true;
    add(FIRST, 0, 1, 2);
    recorder.turn();
    assertThat(condition.health().detail()).contains("registry");
    assertThat(store.entries).isEmpty();

    registryDown = false;
    clock.advance(Backoff.LONGEST);
    recorder.turn();
    assertThat(recordedOffsets()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void staleInstanceDropsItsBatchAndAsksAgain() {
    assignAndPosition(FIRST);
    store.offsets.put(new Partition("api-applied", 0), 2L); // somebody else was here
    add(FIRST, 0, 1, 2);

    recorder.turn();
    assertThat(store.entries).isEmpty();
    recorder.turn();

    assertThat(consumer.position(FIRST)).isEqualTo(2);
    assertThat(meters.timer("pinwheel.audit.transaction", "ending", "fenced").count()).isOne();
  }

  @Test
  void forgetsRecordsOfAPartitionThatWasTakenAway() {
    assignAndPosition(FIRST, SECOND);
    add(FIRST, 0);
    add(SECOND, 0);
    recorder.turn();

    consumer.rebalance(List.of(SECOND));
    clock.advance(LINGER);
    recorder.turn();
    recorder.turn();

    assertThat(store.entries)
        .extracting(entry -> entry.content().at().partition())
        .containsExactly(1);
  }

  @Test
  void reportsOffsetsThatKafkaDeletedUnread() {
    store.offsets.put(new Partition("api-applied", 0), 5L);
    consumer.updateBeginningOffsets(Map.of(FIRST, 9L));
    assignAndPosition(FIRST);

    assertThat(meters.counter("pinwheel.audit.missed").count()).isEqualTo(4);
  }

  @Test
  void waitsWhereKafkaRefusesItAndGoesOnOnceItIsAllowed() {
    assignAndPosition(FIRST);
    consumer.setPollException(new TopicAuthorizationException("not allowed"));
    recorder.turn();
    assertThat(condition.health().ready()).isFalse();

    clock.advance(Backoff.LONGEST);
    recorder.turn();
    assertThat(condition.health().ready()).isTrue();
  }

  @Test
  void endsWhereKafkaFailsForGood() {
    assignAndPosition(FIRST);
    consumer.setPollException(new KafkaException("broken"));

    assertThatThrownBy(recorder::turn).hasMessage("broken");
  }

  private void assign(TopicPartition... partitions) {
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(partitions)));
  }

  private void assignAndPosition(TopicPartition... partitions) {
    assign(partitions);
    recorder.turn();
    recorder.turn();
  }

  private void add(TopicPartition partition, int... offsets) {
    for (int offset : offsets) {
      byte[] value = Integer.toString(offset).getBytes(StandardCharsets.US_ASCII);
      consumer.addRecord(
          new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value));
    }
  }

  private List<Long> recordedOffsets() {
    return store.entries.stream()
        .map(AuditEntry::content)
        .map(content -> content.at().offset())
        .toList();
  }
}
