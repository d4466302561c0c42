package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.kafka.LastTransaction;
import dev.pinwheel.runtime.kafka.TransactionSweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
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
 */
final class TransactionalOutputs {

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
  private final TransactionSweep sweep;
  private final LastTransaction last;
  private final Duration transactionTimeout;
  private final LongSupplier nanos;

  /** Null while there is none. */
  private Producer<byte[], byte[]> producer;

  /**
   * @param sweep of everything that may be written
   * @param last of this transactional id
   */
  TransactionalOutputs(
      Supplier<Producer<byte[], byte[]>> factory,
      TransactionSweep sweep,
      LastTransaction last,
      Duration transactionTimeout,
      LongSupplier nanos) {
    this.factory = factory;
    this.sweep = sweep;
    this.last = last;
    this.transactionTimeout = transactionTimeout;
    this.nanos = nanos;
  }

  boolean isOpen() {
    return producer != null;
  }

  /**
   * Makes a producer and settles what an earlier one with this id left open. Where that was not
   * committed, it is ended on every partition: a machine that went down with broker and stage may
   * have been started again a moment ago, and its partitions may have no leader yet.
   *
   * @throws KafkaException when that did not work; it may be tried again
   */
  void open() {
    LastTransaction.End end = last.end(); // the next call makes the broker forget it
    Producer<byte[], byte[]> opened = factory.get();
    try {
      opened.initTransactions();
      switch (end) {
        case OPEN, GIVEN_UP -> sweep(opened);
        case COMMITTED, TAKEN_BACK -> {}
      }
    } catch (RuntimeException e) {
      opened.close(Duration.ZERO);
      throw e;
    }
    producer = opened;
  }

  Result write(Batch batch) {
    long began = nanos.getAsLong();
    List<Sent> sent = new ArrayList<>();
    Optional<KafkaException> broken = Optional.empty();
    try {
      producer.beginTransaction();
      for (Work work : batch.works()) {
        work.result.outputs().forEach(output -> sent.add(new Sent(work, producer.send(output))));
      }
      if (!batch.offsets().isEmpty()) {
        producer.sendOffsetsToTransaction(batch.offsets(), batch.group());
      }
      // Everything is acknowledged before the commit is asked for, so that a failure up to here is
      // known not to be committed.
      producer.flush();
    } catch (KafkaException e) {
      broken = Optional.of(e);
    }
    // A record that was refused is the reason for what else fails behind it.
    for (Sent output : sent) {
      if (output.future.state() == Future.State.FAILED) {
        return abort(output.future.exceptionNow(), Optional.of(output.work), began);
      }
    }
    return broken.isPresent() ? abort(broken.get(), Optional.empty(), began) : commit(began);
  }

  private record Sent(Work work, Future<RecordMetadata> future) {}

  /** Leaves a transaction that is open to the next producer with this id. */
  void close() {
    if (producer != null) {
      discard();
    }
  }

  private Result commit(long began) {
    Throwable last = null;
    for (int attempt = 1; attempt <= COMMIT_ATTEMPTS; attempt++) {
      try {
        producer.commitTransaction();
        return new Result.Committed();
      } catch (TimeoutException e) {
        last = e; // the one failure after which the client allows, and wants, the same call again
      } catch (KafkaException e) {
        last = e;
        break;
      }
    }
    discard();
    return isTakenOver(last, began) ? new Result.TakenOver(last) : new Result.Unknown(last);
  }

  private Result abort(Throwable cause, Optional<Work> culprit, long began) {
    if (isTakenOver(cause, began)) {
      discard();
      return new Result.TakenOver(cause);
    }
    try {
      LastTransaction.End end = last.end();
      producer.abortTransaction();
      if (end == LastTransaction.End.GIVEN_UP) {
        sweep(producer);
      } else {
        last.takenBack();
      }
    } catch (KafkaException e) {
      discard();
      // A partition's leader only says that the epoch is old; the coordinator says why.
      if (isTakenOver(e, began)) {
        return new Result.TakenOver(e);
      }
      LOG.info("the transaction is left to the next producer to abort: {}", e.toString());
    }
    return new Result.NotCommitted(cause, culprit);
  }

  private void sweep(Producer<byte[], byte[]> swept) {
    sweep.run(swept);
    last.takenBack();
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
