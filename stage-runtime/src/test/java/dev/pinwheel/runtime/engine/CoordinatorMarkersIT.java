package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.kafka.CoordinatorMarkers;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.runtime.kafka.TransactionMarkers.Marker;
import dev.pinwheel.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a real coordinator tells of a transaction, and what a marker does to one. */
class CoordinatorMarkersIT {

  private final Broker broker = Broker.get();
  private final Topic topic = broker.topic("marked", 3);
  private final String id = UUID.randomUUID().toString();
  private final String group = "group-" + id;
  private final TransactionMarkers markers = markers(List.of(topic.name()));

  @Test
  void anIdThatWasNeverUsedLeftNothing() {
    assertThat(markers.last()).isEmpty();
  }

  @Test
  void aCommitIsOne() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer, "value");
      producer.commitTransaction();

      assertThat(markers.last()).contains(Marker.COMMIT);
    }
  }

  @Test
  void whatNobodyEndedWillBeAborted() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer, "value");

      assertThat(markers.last()).contains(Marker.ABORT);
    }
  }

  @Test
  void whatTheBrokerGaveUpIsAborted() throws Exception {
    try (Producer<String, String> producer = producer(5_000)) {
      write(producer, "value");
      Run.eventually().until(() -> broker.openTransactions(topic.name()) == 0);

      assertThat(markers.last()).contains(Marker.ABORT);
    }
  }

  @Test
  void anAbortIsOne() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer, "value");
      producer.abortTransaction();

      assertThat(markers.last()).contains(Marker.ABORT);
    }
  }

  @Test
  void aMarkerAddsNoRecordAndTheNextProducerGoesOnAfterIt() throws Exception {
    producer(60_000).close();
    for (Marker marker : Marker.values()) {
      markers.write(marker);
      try (Producer<String, String> producer = producer(60_000)) {
        write(producer, "after " + marker);
        producer.commitTransaction();
        write(producer, "aborted");
        producer.abortTransaction();
      }
    }

    Run.eventually().until(() -> broker.openTransactions(topic.name()) == 0);
    assertThat(broker.read(topic.name()))
        .extracting(record -> record.value())
        .containsExactly("after COMMIT", "after ABORT");
    assertThat(broker.committed(group)).isEmpty();
  }

  @Test
  void whoTakesTheIdForMarkersFencesTheProducerBefore() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer, "abandoned");
      markers.write(Marker.ABORT);

      assertThatThrownBy(producer::commitTransaction).isInstanceOf(ProducerFencedException.class);
    }
    Run.eventually().until(() -> broker.openTransactions(topic.name()) == 0);
    assertThat(broker.read(topic.name())).isEmpty();
  }

  @Test
  void whatAnotherIdHasOpenIsNotTouched() throws Exception {
    TopicPartition first = new TopicPartition(topic.name(), 0);
    String other = UUID.randomUUID().toString();
    producer(60_000, other).close();
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer, "open");
      producer.sendOffsetsToTransaction(Map.of(first, new OffsetAndMetadata(7)), nobodyOf(group));
      for (Marker marker : Marker.values()) {
        new CoordinatorMarkers(other, broker.client(), List.of(topic.name()), Optional.of(group))
            .write(marker);
      }
      assertThat(broker.openTransactions(topic.name())).isPositive();
      producer.commitTransaction();
    }

    Run.eventually().until(() -> broker.read(topic.name()).size() == 1);
    Run.eventually().until(() -> broker.committed(group).containsKey(first));
    assertThat(broker.committed(group).get(first).offset()).isEqualTo(7);
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    producer(60_000).close();

    assertThatThrownBy(() -> markers(List.of("absent")).write(Marker.COMMIT))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private TransactionMarkers markers(List<String> topics) {
    return new CoordinatorMarkers(id, broker.client(), topics, Optional.of(group));
  }

  @SuppressWarnings("removal") // a group without a member, as tools commit offsets
  private static ConsumerGroupMetadata nobodyOf(String group) {
    return new ConsumerGroupMetadata(group);
  }

  private Producer<String, String> producer(int transactionTimeoutMillis) {
    return producer(transactionTimeoutMillis, id);
  }

  private Producer<String, String> producer(int transactionTimeoutMillis, String transactionalId) {
    Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.kafka().bootstrapServers(),
                "transactional.id", transactionalId,
                "transaction.timeout.ms", transactionTimeoutMillis),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  /** A transaction with a record that the broker has. */
  private void write(Producer<String, String> producer, String value)
      throws InterruptedException, ExecutionException {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic.name(), "key", value)).get();
  }
}
