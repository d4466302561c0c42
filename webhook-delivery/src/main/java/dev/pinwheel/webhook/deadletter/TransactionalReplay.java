package dev.pinwheel.webhook.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.kafka.TransactionMarkers;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookRetry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
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
 *
 * <p>A broker that dies may forget the markers of a commit ({@link TransactionMarkers}). So where a
 * transaction took so long that it may have died, the run goes on with a new producer, which marks
 * that commit again; as the id was free for a moment, it stops where somebody else has sent
 * meanwhile.
 */
final class TransactionalReplay implements ReplayOutput {

  /** Bounds what a crash makes to be done again, and what the producer holds. */
  static final int MOST_IN_TRANSACTION = 100;

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalReplay.class);

  static final Topic DELAY_TOPIC = Topics.webhookRetry(Topics.WEBHOOK_RETRY_DELAYS.getFirst());

  private final DeadLetterClients clients;
  private final LongSupplier nanos;
  private final Serializer<SpecificRecord> serializer;
  private Producer<byte[], byte[]> producer;

  /** Marks that are committed, those of earlier runs, too. */
  private final Set<UUID> marked;

  /** Marks in the open transaction. */
  private final Set<UUID> pending = new HashSet<>();

  private long began;
  private long committed;

  /** False once the open transaction is no longer ours to abort. */
  private boolean usable = true;

  private TransactionalReplay(
      DeadLetterClients clients,
      LongSupplier nanos,
      Producer<byte[], byte[]> producer,
      Set<UUID> marked) {
    this.clients = clients;
    this.nanos = nanos;
    this.serializer = clients.serializer();
    this.producer = producer;
    this.marked = marked;
  }

  /**
   * Fences every earlier replay, and waits until its last transaction is decided everywhere.
   *
   * @param nanos monotonic time in nanoseconds
   */
  static TransactionalReplay begin(DeadLetterClients clients, LongSupplier nanos)
      throws MissingTopicException {
    Producer<byte[], byte[]> producer = open(clients);
    try {
      return new TransactionalReplay(clients, nanos, producer, marked(clients));
    } catch (KafkaException | MissingTopicException e) {
      producer.close();
      throw e;
    }
  }

  private static Producer<byte[], byte[]> open(DeadLetterClients clients) {
    TransactionMarkers markers = clients.markers();
    markers.last().ifPresent(markers::write);
    Producer<byte[], byte[]> producer = clients.producer();
    try {
      producer.initTransactions();
      return producer;
    } catch (KafkaException e) {
      producer.close();
      throw e;
    }
  }

  private static Set<UUID> marked(DeadLetterClients clients) throws MissingTopicException {
    try (var consumer = clients.consumer()) {
      return ReplayLedger.read(consumer);
    }
  }

  @Override
  public Set<UUID> replayed() {
    return Set.copyOf(marked);
  }

  @Override
  public void send(WebhookRetry retry, Optional<String> traceparent)
      throws ReplayFencedException, MissingTopicException {
    try {
      if (pending.isEmpty()) {
        began = nanos.getAsLong();
        producer.beginTransaction();
      }
      pending.add(retry.getCausationId());
      sendInTransaction(delivery(retry, traceparent));
      byte[] mark = ReplayLedger.key(retry.getCausationId());
      sendInTransaction(
          new ProducerRecord<>(
              ReplayLedger.TOPIC.name(),
              TargetLane.of(ReplayLedger.TOPIC, mark),
              mark,
              retry.getWebhookId().getBytes(UTF_8)));
    } catch (KafkaException e) {
      throw fencedOr(e);
    }
    if (pending.size() >= MOST_IN_TRANSACTION) {
      commit();
    }
  }

  @Override
  public void commit() throws ReplayFencedException, MissingTopicException {
    if (pending.isEmpty()) {
      return;
    }
    try {
      producer.commitTransaction();
    } catch (KafkaException e) {
      // Committed or not, only the ledger can tell: this producer must not decide any more.
      usable = false;
      throw fencedOr(e);
    }
    committed += pending.size();
    marked.addAll(pending);
    pending.clear();
    if (nanos.getAsLong() - began >= TransactionMarkers.BROKER_RESTART.toNanos()) {
      openAgain();
    }
  }

  private void openAgain() throws ReplayFencedException, MissingTopicException {
    producer.close();
    producer = open(clients);
    if (!marked(clients).equals(marked)) {
      throw new ReplayFencedException(committed);
    }
  }

  @Override
  public void close() {
    try (var closing = producer;
        serializer) {
      if (!pending.isEmpty() && usable) {
        closing.abortTransaction();
      }
    } catch (KafkaException e) {
      LOG.warn("an open replay transaction is left to its timeout", e);
    }
  }

  private ProducerRecord<byte[], byte[]> delivery(
      WebhookRetry retry, Optional<String> traceparent) {
    byte[] key = TargetKey.of(retry.getTarget()).getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> delivery =
        new ProducerRecord<>(
            DELAY_TOPIC.name(),
            TargetLane.of(DELAY_TOPIC, key),
            key,
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
