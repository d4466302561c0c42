package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionSweepTest {

  private static final TransactionSweep SWEEP =
      new TransactionSweep(List.of("events", "ledger"), Optional.empty());

  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

  @Test
  void everyPartitionOfEveryTopicIsWrittenAndNothingIsCommitted() {
    MockProducer<byte[], byte[]> producer = producer(true);
    SWEEP.run(producer);

    assertThat(sent)
        .extracting(record -> record.topic() + "-" + record.partition())
        .containsExactly("events-0", "events-1", "events-2", "ledger-0");
    assertThat(sent).allMatch(record -> record.key() != null, "has a key, for compacted topics");
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.commitCount()).isZero();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aPartitionThatTakesNoRecordMakesTheSweepFailBeforeItsAbort() {
    MockProducer<byte[], byte[]> producer = producer(false);

    assertThatThrownBy(() -> SWEEP.run(producer))
        .isInstanceOf(KafkaException.class)
        .hasRootCauseInstanceOf(NotLeaderOrFollowerException.class);
    assertThat(producer.transactionAborted()).isFalse();
  }

  private MockProducer<byte[], byte[]> producer(boolean accepting) {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> partitions = new ArrayList<>();
    IntStream.range(0, 3).forEach(i -> partitions.add(partition("events", i, node)));
    partitions.add(partition("ledger", 0, node));
    Cluster cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(
            cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            sent.add(record);
            return super.send(record);
          }

          @Override
          public synchronized void flush() {
            while (accepting ? completeNext() : errorNext(new NotLeaderOrFollowerException())) {
              // until every record has its answer
            }
          }
        };
    producer.initTransactions();
    return producer;
  }

  private static PartitionInfo partition(String topic, int number, Node leader) {
    return new PartitionInfo(topic, number, leader, new Node[] {leader}, new Node[] {leader});
  }
}
