package dev.pinwheel.runtime.engine.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.engine.order.Batch;
import dev.pinwheel.runtime.engine.order.Bench;
import dev.pinwheel.runtime.engine.order.CompletedOffsets;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.runtime.engine.order.PartitionProgress;
import dev.pinwheel.runtime.engine.order.Work;
import dev.pinwheel.runtime.engine.restore.Ledger;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.runtime.kafka.TransactionMarkers.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    return new TransactionalOutputs(producers, told, Duration.ofSeconds(10), nanos);
  }

  /** What the coordinator tells, set by the test, and what it was told. */
  private static final class Told implements TransactionMarkers {
    private Optional<Marker> last = Optional.empty();
    private Optional<KafkaException> refusal = Optional.empty();
    private final List<Marker> written = new ArrayList<>();

    @Override
    public Optional<Marker> last() {
      return last;
    }

    @Override
    public void write(Marker marker) {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      written.add(marker);
    }
  }

  @Test
  void anIdThatWasNeverUsedNeedsNoMarkers() {
    outputs.open();

    assertThat(told.written).isEmpty();
    assertThat(outputs.isOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anOpeningMarksAgainHowTheLastTransactionEnded(Marker marker) {
    told.last = Optional.of(marker);
    outputs.open();

    assertThat(told.written).containsExactly(marker);
  }

  @Test
  void whatIsToBeMarkedIsRememberedWhereTheMarkersFail() {
    told.last = Optional.of(Marker.ABORT);
    told.refusal = Optional.of(new TimeoutException("no leader"));
    assertThatThrownBy(outputs::open).isInstanceOf(TimeoutException.class);
    assertThat(outputs.isOpen()).isFalse();

    producer = producer();
    told.last = Optional.of(Marker.COMMIT); // what the coordinator knows once the id is taken
    told.refusal = Optional.empty();
    outputs.open();
    assertThat(told.written).containsExactly(Marker.ABORT);
    assertThat(outputs.isOpen()).isTrue();
  }

  @Test
  void refusedOffsetsMarkAgainWhatIsCommittedAndTouchNoOutput() {
    outputs.open();
    outputs.write(batch());
    producer.sendOffsetsToTransactionException = new CommitFailedException();
    assertThat(outputs.write(batch()))
        .isInstanceOfSatisfying(
            TransactionalOutputs.Result.NotCommitted.class,
            result -> assertThat(result.culprit()).isEmpty());
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.uncommittedRecords()).isEmpty();

    reopen();
    assertThat(told.written).containsExactly(Marker.COMMIT);
    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Committed.class);
  }

  @Test
  void outputsThatAreAbortedAreMarkedSo() {
    outputs.open();
    outputs.write(batch());
    producer.sendException = new KafkaException("refused");
    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.NotCommitted.class);
    reopen();
    producer.sendOffsetsToTransactionException = new CommitFailedException();
    outputs.write(batch());
    reopen();

    assertThat(told.written).containsExactly(Marker.ABORT, Marker.ABORT);
  }

  @ParameterizedTest
  @CsvSource({"999, true", "1000, false"})
  void aCommitInWhoseTimeABrokerMayHaveComeBackIsMarkedAgain(long millis, boolean open) {
    producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void commitTransaction() {
            nanos.addAndGet(Duration.ofMillis(millis).toNanos());
            super.commitTransaction();
          }
        };
    outputs.open();

    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Committed.class);
    assertThat(outputs.isOpen()).isEqualTo(open);
    reopen();
    assertThat(told.written).containsExactly(Marker.COMMIT);
  }

  @Test
  void aCommitOfUnknownEndIsAskedFor() {
    outputs.open();
    outputs.write(batch());
    producer.commitTransactionException = new TimeoutException();
    assertThat(outputs.write(batch())).isInstanceOf(TransactionalOutputs.Result.Unknown.class);

    told.last = Optional.of(Marker.ABORT);
    reopen();
    assertThat(told.written).containsExactly(Marker.ABORT);
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
  void theRecordThatIsRefusedFirstIsTheCulprit() {
    List<Callback> callbacks = new ArrayList<>();
    producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            callbacks.add(callback);
            return new CompletableFuture<>();
          }

          @Override
          public synchronized void flush() {
            List.of(1, 0, 2)
                .forEach(
                    each -> callbacks.get(each).onCompletion(null, new RecordTooLargeException()));
          }
        };
    outputs.open();
    List<Work> works = List.of(work(0), work(1), work(2));
    TransactionalOutputs.Result result =
        outputs.write(
            new Batch(works, Map.of(INPUT, new OffsetAndMetadata(3)), Bench.generation(1)));

    assertThat(result)
        .isInstanceOfSatisfying(
            TransactionalOutputs.Result.NotCommitted.class,
            refused -> {
              assertThat(refused.culprit()).containsSame(works.get(1));
              assertThat(refused.cause()).isInstanceOf(RecordTooLargeException.class);
            });
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

  private void reopen() {
    producer = producer();
    outputs.open();
  }

  private static Batch batch() {
    return new Batch(
        List.of(work(0)), Map.of(INPUT, new OffsetAndMetadata(1, "text")), Bench.generation(1));
  }

  private static Work work(long offset) {
    PartitionLease lease =
        new PartitionLease(
            INPUT,
            new PartitionProgress(CompletedOffsets.none(0), 10),
            new OffsetAndMetadata(0, ""),
            new Ledger(1));
    Work work = new Work(Bench.record(offset, "a"), lease);
    work.result =
        new Handled.Done(
            List.of(new ProducerRecord<>("output", new byte[1])), Handled.As.PUBLISHED, "");
    return work;
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
