package dev.pinwheel.runtime.engine.handling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.TargetOrder;
import dev.pinwheel.runtime.engine.order.CompletedOffsets;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.runtime.engine.order.PartitionProgress;
import dev.pinwheel.runtime.engine.order.Work;
import dev.pinwheel.runtime.engine.restore.Ledger;
import dev.pinwheel.schemas.BroughtHome;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeLaneTest {

  private static final String TARGET = "OAUTH_CLIENT/eu-west-2/client-1";
  private static final int HOME = TargetLane.of(Topics.ROTATION_REQUESTED, TARGET);
  private static final Instant TAKEN = Instant.ofEpochMilli(1_000);

  private final HomeLane<String> lane =
      new HomeLane<>(
          new TargetOrder<>(
              value -> TARGET,
              value -> "platform",
              (value, taken) -> Optional.empty(),
              answer -> true,
              (value, acknowledged, newest, now) -> new Outcome.Publish(List.of())),
          List.of(Topics.ROTATION_REQUESTED));

  @Test
  void aRecordInItsHomePartitionUnderItsKeyStays() {
    assertThat(lane.bring(work(HOME, TARGET, new RecordHeaders()), "", TAKEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 11})
  void aRecordInAnotherPartitionIsBroughtHomeAlsoFromOneThatWasAdded(int distance) {
    int elsewhere = distance < 6 ? (HOME + distance) % 6 : distance;

    Handled.Done done = lane.bring(work(elsewhere, TARGET, headers()), "", TAKEN).orElseThrow();

    ProducerRecord<byte[], byte[]> copy = done.outputs().getFirst();
    assertThat(copy.topic()).isEqualTo(Topics.ROTATION_REQUESTED.name());
    assertThat(copy.partition()).isEqualTo(HOME);
    assertThat(copy.key()).isEqualTo(TARGET.getBytes(UTF_8));
    assertThat(copy.value()).isEqualTo(new byte[] {1, 2, 3});
    assertThat(text(copy.headers(), "traceparent")).isEqualTo("as it came");
    assertThat(text(copy.headers(), BroughtHome.ACKNOWLEDGED_AT)).isEqualTo("1000");
    assertThat(text(copy.headers(), BroughtHome.BROUGHT_FROM))
        .isEqualTo("rotation-requested-" + elsewhere + "@7");
    assertThat(done.as()).isEqualTo(Handled.As.BROUGHT_HOME);
    assertThat(done.code()).isEqualTo("partition");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "oauth_client/eu-west-2/client-1",
        "\"OAUTH_CLIENT/eu-west-2/client-1\"",
        "OAUTH_CLIENT/eu-west-2/client-1\n",
        "OAUTH_CLIENT/eu-west-2/client-2",
        "\0\0\0\0\1>OAUTH_CLIENT/eu-west-2/client-1"
      })
  void aRecordUnderAnotherKeyIsBroughtHomeEvenWithinItsHomePartition(String key) {
    Handled.Done done = lane.bring(work(HOME, key, headers()), "", TAKEN).orElseThrow();

    assertThat(done.outputs().getFirst().key()).isEqualTo(TARGET.getBytes(UTF_8));
    assertThat(done.outputs().getFirst().partition()).isEqualTo(HOME);
    assertThat(done.code()).isEqualTo("key");
  }

  @Test
  void aCopyIsAsOldAsItsOriginalAndNeverYoungerThanItself() {
    assertThat(acknowledged(TimestampType.LOG_APPEND_TIME, 5_000, "1000")).isEqualTo(1_000);
    assertThat(acknowledged(TimestampType.LOG_APPEND_TIME, 5_000, "9000")).isEqualTo(5_000);
    assertThat(acknowledged(TimestampType.LOG_APPEND_TIME, 5_000, "soon")).isEqualTo(5_000);
  }

  @Test
  void theHeaderCountsOnlyOnACopy() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(BroughtHome.ACKNOWLEDGED_AT, "1000".getBytes(UTF_8));
    assertThat(
            HomeLane.acknowledged(
                record(0, TARGET, headers, TimestampType.LOG_APPEND_TIME, 5_000),
                Instant.ofEpochMilli(6_000)))
        .isEqualTo(Instant.ofEpochMilli(5_000));
  }

  @Test
  void aRequestersOwnTimeIsNeverInTheFuture() {
    assertThat(acknowledged(TimestampType.CREATE_TIME, 60_000, "70000")).isEqualTo(6_000);
  }

  private static long acknowledged(TimestampType type, long timestamp, String original) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(BroughtHome.BROUGHT_FROM, "rotation-requested-1@7".getBytes(UTF_8));
    headers.add(BroughtHome.ACKNOWLEDGED_AT, original.getBytes(UTF_8));
    return HomeLane.acknowledged(
            record(0, TARGET, headers, type, timestamp), Instant.ofEpochMilli(6_000))
        .toEpochMilli();
  }

  /** Somebody else's headers: those with our names do not count. */
  private static RecordHeaders headers() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "as it came".getBytes(UTF_8));
    headers.add(BroughtHome.ACKNOWLEDGED_AT, "7".getBytes(UTF_8));
    return headers;
  }

  private static String text(Headers headers, String name) {
    assertThat(headers.headers(name)).hasSize(1);
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  private static Work work(int partition, String key, RecordHeaders headers) {
    TopicPartition input = new TopicPartition(Topics.ROTATION_REQUESTED.name(), partition);
    PartitionLease lease =
        new PartitionLease(
            input,
            new PartitionProgress(CompletedOffsets.none(0), 10),
            new OffsetAndMetadata(0, ""),
            new Ledger(10));
    return new Work(record(partition, key, headers, TimestampType.LOG_APPEND_TIME, 1_000), lease);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition, String key, RecordHeaders headers, TimestampType type, long timestamp) {
    return new ConsumerRecord<>(
        Topics.ROTATION_REQUESTED.name(),
        partition,
        7,
        timestamp,
        type,
        0,
        3,
        key == null ? null : key.getBytes(UTF_8),
        new byte[] {1, 2, 3},
        headers,
        Optional.empty());
  }
}
