package dev.pinwheel.runtime.engine.commit;

import dev.pinwheel.runtime.engine.Causes;
import dev.pinwheel.runtime.engine.order.Batch;
import dev.pinwheel.runtime.engine.order.Work;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.runtime.kafka.TransactionMarkers.Marker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer: writes a batch's outputs and offsets in one transaction. Only the
 * committer's thread uses it.
 *
 * <p>Crash points: before the commit is decided on the broker, the next producer with this id (or
 * the transaction time-out) aborts the transaction and the records are handled again from the
 * committed offset; after it, outputs and offsets are there together.
 *
 * <p>The broker may forget the markers of a transaction ({@link TransactionMarkers}), and then an
 * abort of the next one would take back what is committed. So offsets go first: what is refused
 * after a broker came back is the group's generation, and nothing of the outputs is touched by
 * then.
 */
public final class TransactionalOutputs {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalOutputs.class);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);
  private static final int COMMIT_ATTEMPTS = 3;

  /** What became of a transaction. */
  sealed interface Result {

    record Committed() implements Result {}

    /**
     * Certainly not committed: the same records may go into another transaction.
     *
     * @param culprit the record whose output was refused, where it was that
     */
    record NotCommitted(Throwable cause, Optional<Work> culprit) implements Result {}

    /** Committed or not: only reading the committed offsets will tell. */
    record Unknown(Throwable cause) implements Result {}

    /** Another process took over the transactional id. */
    record TakenOver(Throwable cause) implements Result {}
  }

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final TransactionMarkers markers;
  private final Duration transactionTimeout;
  private final LongSupplier nanos;

  /** Null while there is none. */
  private Producer<byte[], byte[]> producer;

  /** How the last transaction that wrote outputs ended; empty where that is not known. */
  private Optional<Marker> last = Optional.empty();

  /**
   * @param markers of this transactional id
   */
  public TransactionalOutputs(
      Supplier<Producer<byte[], byte[]>> factory,
      TransactionMarkers markers,
      Duration transactionTimeout,
      LongSupplier nanos) {
    this.factory = factory;
    this.markers = markers;
    this.transactionTimeout = transactionTimeout;
    this.nanos = nanos;
  }

  boolean isOpen() {
    return producer != null;
  }

  /**
   * Ends what an earlier producer with this id left on any partition, and makes one.
   *
   * @throws KafkaException when that did not work; it may be tried again
   */
  void open() {
    if (last.isEmpty()) {
      last = markers.last(); // the broker forgets it with the next call
    }
    last.ifPresent(markers::write);
    Producer<byte[], byte[]> opened = factory.get();
    try {
      opened.initTransactions();
    } catch (RuntimeException e) {
      opened.close(Duration.ZERO);
      throw e;
    }
    producer = opened;
  }

  Result write(Batch batch) {
    long began = nanos.getAsLong();
    try {
      producer.beginTransaction();
      if (!batch.offsets().isEmpty()) {
        producer.sendOffsetsToTransaction(batch.offsets(), batch.group());
      }
    } catch (KafkaException e) {
      return abort(e, Optional.empty(), last, began);
    }
    last = Optional.empty();
    AtomicReference<Refusal> first = new AtomicReference<>();
    Optional<Throwable> broken = Optional.empty();
    try {
      batch.works().forEach(work -> send(work, first));
      // Everything is acknowledged before the commit is asked for, so that a failure up to here is
      // known not to be committed.
      producer.flush();
    } catch (KafkaException e) {
      broken = Optional.of(e);
    }
    Optional<Refusal> refusal = Optional.ofNullable(first.get());
    Optional<Throwable> failure = refusal.isPresent() ? refusal.map(Refusal::cause) : broken;
    return failure.isPresent()
        ? abort(failure.get(), refusal.map(Refusal::work), Optional.of(Marker.ABORT), began)
        : commit(began);
  }

  /** A record whose output was refused, and why. */
  private record Refusal(Work work, Exception cause) {}

  /**
   * The first refusal counts: with it the producer gives up every other record that it still holds,
   * for the same reason.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
  private void send(Work work, AtomicReference<Refusal> first) {
    for (ProducerRecord<byte[], byte[]> output : work.result.outputs()) {
      producer.send(
          output,
          (metadata, refusal) -> {
            if (refusal != null) {
              first.compareAndSet(null, new Refusal(work, refusal));
            }
          });
    }
  }

  /** Leaves a transaction that is open to the next producer with this id. */
  void close() {
    if (producer != null) {
      discard();
    }
  }

  private Result commit(long began) {
    Throwable failure = null;
    for (int attempt = 1; attempt <= COMMIT_ATTEMPTS; attempt++) {
      try {
        producer.commitTransaction();
        committed(began);
        return new Result.Committed();
      } catch (TimeoutException e) {
        failure = e; // the one after which the client allows, and wants, the same call again
      } catch (KafkaException e) {
        failure = e;
        break;
      }
    }
    discard();
    return isTakenOver(failure, began)
        ? new Result.TakenOver(failure)
        : new Result.Unknown(failure);
  }

  /**
   * Where it took long, the broker may have died and forgotten the markers of the commit before, on
   * partitions that this one did not write: the next producer's opening writes them.
   */
  private void committed(long began) {
    last = Optional.of(Marker.COMMIT);
    if (nanos.getAsLong() - began >= TransactionMarkers.BROKER_RESTART.toNanos()) {
      discard();
    }
  }

  /**
   * Ends the transaction, and the producer: the next one's opening marks what is left of either.
   *
   * @param whatWasWrittenLast how that ended, or ends with it
   */
  private Result abort(
      Throwable cause, Optional<Work> culprit, Optional<Marker> whatWasWrittenLast, long began) {
    last = whatWasWrittenLast;
    Optional<Throwable> takenOver =
        isTakenOver(cause, began) ? Optional.of(cause) : Optional.empty();
    if (takenOver.isEmpty()) {
      try {
        producer.abortTransaction();
      } catch (KafkaException e) {
        // A partition's leader only says that the epoch is old; the coordinator says why.
        takenOver = isTakenOver(e, began) ? Optional.of(e) : Optional.empty();
        LOG.info("the transaction is left to the next producer to abort: {}", e.toString());
      }
    }
    discard();
    return takenOver.isPresent()
        ? new Result.TakenOver(takenOver.get())
        : new Result.NotCommitted(cause, culprit);
  }

  /**
   * The broker fences a producer for two reasons: another one came with its id, or its transaction
   * ran out of time (a pause of this process, a broker that was away). The second takes as long as
   * the time-out.
   */
  private boolean isTakenOver(Throwable failure, long began) {
    return Causes.any(failure, ProducerFencedException.class)
        && nanos.getAsLong() - began < transactionTimeout.toNanos();
  }

  private void discard() {
    Producer<byte[], byte[]> discarded = producer;
    producer = null;
    try {
      discarded.close(CLOSE_LIMIT);
    } catch (KafkaException e) {
      LOG.info("closing a producer: {}", e.toString());
    }
  }
}
