package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.kafka.DescribedTransaction;
import dev.pinwheel.runtime.kafka.LastTransaction;
import dev.pinwheel.runtime.kafka.LastTransaction.End;
import dev.pinwheel.schemas.Topic;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a real coordinator tells of a transaction, at each way that one can end. */
class DescribedTransactionIT {

  private final Broker broker = Broker.get();
  private final Topic topic = broker.topic("described", 1);
  private final String id = UUID.randomUUID().toString();
  private final LastTransaction last =
      new DescribedTransaction(
          id, () -> Admin.create(Map.of("bootstrap.servers", broker.kafka().bootstrapServers())));

  @Test
  void anIdThatWasNeverUsedLeftNothing() {
    assertThat(last.end()).isEqualTo(End.COMMITTED);
  }

  @Test
  void aCommitIsOne() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer);
      producer.commitTransaction();

      assertThat(last.end()).isEqualTo(End.COMMITTED);
    }
  }

  @Test
  void whatNobodyEndedIsOpen() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer);

      assertThat(last.end()).isEqualTo(End.OPEN);
    }
  }

  @Test
  void anAbortOfOnesOwnIsToldFromOneThatNobodyToldOf() throws Exception {
    try (Producer<String, String> producer = producer(60_000)) {
      write(producer);
      producer.abortTransaction();
      assertThat(last.end()).isEqualTo(End.GIVEN_UP);

      last.takenBack();
      Run.eventually().until(() -> last.end() == End.TAKEN_BACK);

      write(producer);
      producer.abortTransaction();
      assertThat(last.end()).as("another one").isEqualTo(End.GIVEN_UP);
    }
  }

  @Test
  void whatTheBrokerGaveUpAfterAnAbortOfOnesOwnIsGivenUp() throws Exception {
    try (Producer<String, String> producer = producer(1_000)) {
      write(producer);
      producer.abortTransaction();
      last.takenBack();
      write(producer);

      Run.eventually().until(() -> last.end() != End.OPEN);
      assertThat(last.end()).isEqualTo(End.GIVEN_UP);
    }
  }

  private Producer<String, String> producer(int transactionTimeoutMillis) {
    Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.kafka().bootstrapServers(),
                "transactional.id", id,
                "transaction.timeout.ms", transactionTimeoutMillis),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  /** A transaction with a record that the broker has. */
  private void write(Producer<String, String> producer)
      throws InterruptedException, ExecutionException {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic.name(), "key", "value")).get();
  }
}
