package dev.pinwheel.webhook.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookRetry;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends into the shortest delay topic and marks in the {@link ReplayLedger}, in one transaction.
 *
 * <p>Crash points: before the commit neither is there, and the next run sends; after it both are,
 * and the next run skips. Between the two the next run's initTransactions decides, before that run
 * reads the ledger.
 */
final class TransactionalReplay implements ReplayOutput {

  /** Bounds what a crash makes to be done again, and what the producer holds. */
  static final int MOST_IN_TRANSACTION = 100;

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalReplay.class);

  static final Topic DELAY_TOPIC = Topics.webhookRetry(Topics.WEBHOOK_RETRY_DELAYS.getFirst());

  private final Producer<byte[], byte[]> producer;
  private final Serializer<SpecificRecord> serializer;
  private int pending;
  private long committed;

  /** False once the open transaction is no longer ours to abort. */
  private boolean usable = true;

  private TransactionalReplay(
      Producer<byte[], byte[]> producer, Serializer<SpecificRecord> serializer) {
    this.producer = producer;
    this.serializer = serializer;
  }

  /**
   * Fences every earlier replay, and waits until its last transaction is decided everywhere.
   *
   * @param markers of the producer's transactional id
   */
  static TransactionalReplay begin(
      Producer<byte[], byte[]> producer,
      TransactionMarkers markers,
      Serializer<SpecificRecord> serializer) {
    TransactionalReplay replay = new TransactionalReplay(producer, serializer);
    try {
      markers.last().ifPresent(markers::write);
      producer.initTransactions();
      return replay;
    } catch (KafkaException e) {
      replay.close();
      throw e;
    }
  }

  @Override
  public void send(WebhookRetry retry, Optional<String> traceparent) throws ReplayFencedException {
    try {
      if (pending == 0) {
        producer.beginTransaction();
      }
      pending++;
      sendInTransaction(delivery(retry, traceparent));
      sendInTransaction(
          new ProducerRecord<>(
              ReplayLedger.TOPIC.name(),
              ReplayLedger.key(retry.getCausationId()),
              retry.getWebhookId().getBytes(UTF_8)));
    } catch (KafkaException e) {
      throw fencedOr(e);
    }
    if (pending >= MOST_IN_TRANSACTION) {
      commit();
    }
  }

  @Override
  public void commit() throws ReplayFencedException {
    if (pending == 0) {
      return;
    }
    try {
      producer.commitTransaction();
    } catch (KafkaException e) {
      // Committed or not, only the ledger can tell: this producer must not decide any more.
      usable = false;
      throw fencedOr(e);
    }
    committed += pending;
    pending = 0;
  }

  @Override
  public void close() {
    try (producer;
        serializer) {
      if (pending > 0 && usable) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      LOG.warn("an open replay transaction is left to its timeout", e);
    }
  }

  private ProducerRecord<byte[], byte[]> delivery(
      WebhookRetry retry, Optional<String> traceparent) {
    ProducerRecord<byte[], byte[]> delivery =
        new ProducerRecord<>(
            DELAY_TOPIC.name(),
            TargetKey.of(retry.getTarget()).getBytes(UTF_8),
            serializer.serialize(DELAY_TOPIC.name(), retry));
    traceparent.ifPresent(
        trace -> delivery.headers().add(TraceContext.HEADER, trace.getBytes(UTF_8)));
    return delivery;
  }

  /** A send that fails fails the commit, which is where the failure is met. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void sendInTransaction(ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
  }

  /** After an error of the producer its transaction cannot go on, whoever is to blame. */
  private KafkaException fencedOr(KafkaException error) throws ReplayFencedException {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        usable = false;
        throw new ReplayFencedException(committed, error);
      }
    }
    return error;
  }
}
