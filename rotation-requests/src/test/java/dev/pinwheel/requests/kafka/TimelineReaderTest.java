package dev.pinwheel.requests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.requests.timeline.Events;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.serde.UndecodableRecordException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelineReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Events EVENTS = new Events("a", new UUID(0, 1), Instant.EPOCH);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Timelines timelines = new Timelines(10);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TimelineReader reader =
      new TimelineReader(
          () -> consumer, (topic, bytes) -> decode(bytes), List.of("t"), timelines, meters);

  /** A one is an event, anything else cannot be decoded. */
  private static RotationRequested decode(byte[] bytes) {
    if (bytes[0] == 1) {
      return EVENTS.requested();
    }
    throw new UndecodableRecordException(
        UndecodableRecordException.Code.MALFORMED, "t", "not a one");
  }

  @AfterEach
  void stop() {
    reader.close();
  }

  @Test
  void isReadyOnceItHasReadWhatWasThere() {
    topicHolds(2);
    consumer.schedulePollTask(() -> consumer.addRecord(record(0, 1)));
    reader.start();

    eventually().until(() -> timelines.size() == 1);
    assertThat(reader.progress()).isEqualTo(TimelineReader.Progress.CATCHING_UP);

    consumer.schedulePollTask(() -> consumer.addRecord(record(1, 1)));
    eventually().until(() -> reader.progress() == TimelineReader.Progress.FOLLOWING);
  }

  @Test
  void leavesOutWhatCannotBeDecodedAndGoesOn() {
    topicHolds(2);
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(record(0, 0));
          consumer.addRecord(record(1, 1));
        });
    reader.start();

    eventually().until(() -> reader.progress() == TimelineReader.Progress.FOLLOWING);
    assertThat(timelines.find(EVENTS.rotationId())).isPresent();
    assertThat(meters.counter("pinwheel.timeline.undecodable").count()).isEqualTo(1);
  }

  @Test
  void anEmptyTopicIsReadAtOnce() {
    topicHolds(0);
    reader.start();

    eventually().until(() -> reader.progress() == TimelineReader.Progress.FOLLOWING);
  }

  @Test
  void stopsInTheMiddleOfAPoll() {
    topicHolds(1);
    reader.start();
    eventually().until(() -> !consumer.assignment().isEmpty());

    reader.close();

    assertThat(consumer.closed()).isTrue();
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private void topicHolds(long records) {
    Node node = new Node(0, "localhost", 1);
    Node[] nodes = {node};
    consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, records));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, int value) {
    return new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[] {(byte) value});
  }
}
