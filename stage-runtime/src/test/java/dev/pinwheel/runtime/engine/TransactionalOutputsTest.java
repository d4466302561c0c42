package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.kafka.LastTransaction;
import dev.pinwheel.runtime.kafka.TransactionSweep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionalOutputsTest {

  private static final TopicPartition INPUT = new TopicPartition("input", 0);

  private MockProducer<byte[], byte[]> producer = producer();
  private final AtomicLong nanos = new AtomicLong();
  private final Told told = new Told();
  private final TransactionalOutputs outputs = outputs(() -> producer, told, nanos::get);

  /** Over these producers; the broker never gives anything up. */
  static TransactionalOutputs outputs(
      Supplier<Producer<byte[], byte[]>> producers, LongSupplier nanos) {
    return outputs(producers, new Told(), nanos);
  }

  private static TransactionalOutputs outputs(
      Supplier<Producer<byte[], byte[]>> producers, Told told, LongSupplier nanos) {
    return new TransactionalOutputs(
        producers,
        new TransactionSweep(List.of(), Optional.empty()),
        told,
        Duration.ofSeconds(10),
        nanos);
  }

  /** What the coordinator tells, set by the test. */
  private static final class Told implements LastTransaction {
    private End end = End.COMMITTED;
    private int takenBack;

    @Override
    public End end() {
      return end;
    }

    @Override
    public void takenBack() {
      takenBack++;
    }
  }

  @ParameterizedTest
  @CsvSource({"COMMITTED, false", "TAKEN_BACK, false", "OPEN, true", "GIVEN_UP, true"})
  void anOpeningSweepsWhatWasNotCommitted(LastTransaction.End end, boolean swept) {
    told.end = end;
    outputs.open();

    assertThat(producer.transactionAborted()).isEqualTo(swept);
    assertThat(told.takenBack).isEqualTo(swept ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"OPEN, 0", "COMMITTED, 0", "TAKEN_BACK, 0", "GIVEN_UP, 1"})
  void anAbortSweepsOnlyWhatTheBrokerGaveUp(LastTransaction.End end, int sweeps) {
    AtomicInteger aborts = new AtomicInteger();
    producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void abortTransaction() {
            aborts.incrementAndGet();
            super.abortTransaction();
          }
        };
    outputs.open();
    told.end = end;
    producer.sendOffsetsToTransactionException = new CommitFailedException();
    outputs.write(batch());

    assertThat(aborts).hasValue(1 + sweeps);
    assertThat(told.takenBack).isEqualTo(1);
  }

  @Test
  void nothingIsOpenBeforeWhatAnEarlierProducerLeftIsSwept() {
    told.end = LastTransaction.End.GIVEN_UP;
    producer.abortTransactionException = new TimeoutException();
    assertThatThrownBy(outputs::open).isInstanceOf(TimeoutException.class);
    assertThat(outputs.isOpen()).isFalse();

    producer = producer();
    outputs.open();
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.commitCount()).isZero();
    assertThat(outputs.isOpen()).isTrue();
  }

  @Test
  void outputsAndOffsetsAreCommittedTogether() {
    outputs.open();

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Committed.class);
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.consumerGroupOffsetsHistory().getFirst().get("group"))
        .containsEntry(INPUT, new OffsetAndMetadata(1, "text"));
  }

  @Test
  void aRefusedGenerationAbortsAndKeepsTheProducer() {
    outputs.open();
    producer.sendOffsetsToTransactionException = new CommitFailedException();

    assertThat(outputs.write(batch()))
        .isInstanceOfSatisfying(
            TransactionalOutputs.Result.NotCommitted.class,
            result -> assertThat(result.culprit()).isEmpty());
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(outputs.isOpen()).isTrue();
    assertThat(producer.history()).isEmpty();

    producer.sendOffsetsToTransactionException = null;
    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Committed.class);
  }

  @Test
  void anAbortThatFailsLeavesTheTransactionToTheNextProducer() {
    outputs.open();
    producer.sendOffsetsToTransactionException = new TimeoutException();
    producer.abortTransactionException = new TimeoutException();

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.NotCommitted.class);
    assertThat(outputs.isOpen()).isFalse();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aCommitWithoutAnAnswerIsOfUnknownEnd() {
    outputs.open();
    producer.commitTransactionException = new TimeoutException();

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Unknown.class);
    assertThat(outputs.isOpen()).isFalse();
  }

  @Test
  void fencedBeforeTheTransactionsOwnTimeIsOverMeansThatAnotherTookTheId() {
    outputs.open();
    producer.sendOffsetsToTransactionException = new ProducerFencedException("newer");

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.TakenOver.class);
  }

  @Test
  void anOldEpochAtAPartitionIsExplainedByTheCoordinatorAtTheAbort() {
    outputs.open();
    producer.flushException = new InvalidProducerEpochException("old");
    producer.abortTransactionException = new ProducerFencedException("newer");

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.TakenOver.class);
    assertThat(outputs.isOpen()).isFalse();
  }

  @Test
  void fencedAfterTheTransactionsOwnTimeIsOverMeansThatTheBrokerGaveItUp() {
    producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void sendOffsetsToTransaction(
              Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            throw new ProducerFencedException("timed out");
          }
        };
    outputs.open();

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.NotCommitted.class);
  }

  @Test
  void anOpeningThatFailsLeavesNoProducerBehind() {
    producer.initTransactionException = new TimeoutException();

    assertThatThrownBy(outputs::open).isInstanceOf(KafkaException.class);
    assertThat(outputs.isOpen()).isFalse();
    assertThat(producer.closed()).isTrue();
  }

  private static Batch batch() {
    PartitionLease lease =
        new PartitionLease(
            INPUT, PartitionProgressTest.from(0, 10), new OffsetAndMetadata(0, ""), new Ledger(1));
    Work work = new Work(Bench.record(0, "a"), lease);
    work.result =
        new Handled.Done(
            List.of(new ProducerRecord<>("output", new byte[1])), Handled.As.PUBLISHED, "");
    return new Batch(
        List.of(work), Map.of(INPUT, new OffsetAndMetadata(1, "text")), Bench.generation(1));
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
