package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.ChainExtension;
import dev.pinwheel.audit.kafka.AuditMeters.Ending;
import dev.pinwheel.audit.kafka.AuditMeters.Hindrance;
import dev.pinwheel.audit.store.AuditStore;
import dev.pinwheel.audit.store.Batch;
import dev.pinwheel.audit.store.StoreUnavailableException;
import dev.pinwheel.audit.store.WriteResult;
import dev.pinwheel.runtime.kafka.ClusterFault;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turn by turn: learn where new partitions stand, poll, record. Everything here runs on the
 * consumer thread.
 *
 * <p>The store's offsets are the only truth. A partition is paused from its assignment until the
 * store said where it stands; a batch is refused by the store where that is no longer so. Whatever
 * fails, the records stay here, nothing more is fetched, and polling goes on, so that a long outage
 * does not cost the membership in the group.
 */
final class Recorder {

  /** Longest poll: how soon a stop or an end of waiting is noticed. */
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private final Consumer<byte[], byte[]> consumer;
  private final AuditStore store;
  private final RecordReading reading;
  private final Duration linger;
  private final Clock clock;
  private final StoredPositions start;
  private final Progress progress;
  private final AuditMeters meters;
  private final SinkCondition condition;
  private final PendingRecords pending;
  private final Positions positions = new Positions();

  Recorder(
      Consumer<byte[], byte[]> consumer,
      AuditStore store,
      RecordReading reading,
      BatchLimits limits,
      Clock clock,
      Backoff backoff,
      AuditMeters meters,
      SinkCondition condition) {
    this.consumer = consumer;
    this.store = store;
    this.reading = reading;
    this.linger = limits.linger();
    this.clock = clock;
    this.start = new StoredPositions(consumer, store, meters);
    this.progress = new Progress(backoff, meters, condition);
    this.meters = meters;
    this.condition = condition;
    this.pending = new PendingRecords(limits.records());
  }

  void subscribe(Collection<String> topics) {
    consumer.subscribe(topics, new Assignment());
  }

  /** One turn. */
  void turn() {
    try {
      if (!progress.isWaiting()) {
        findPositions();
      }
      pauseAndResume();
      pending.add(consumer.poll(pollTime()), clock.instant());
      progress.polled();
    } catch (RetriableException | AuthorizationException | AuthenticationException e) {
      progress.hindered(Hindrance.KAFKA, ClusterFault.inWords(e));
    }
    if (!progress.isWaiting() && isDue()) {
      record(pending.slice());
    }
  }

  /** Brings the store into shape; false where that must be tried again. */
  boolean prepareStore() {
    try {
      store.prepare();
      progress.recovered();
      return true;
    } catch (StoreUnavailableException e) {
      progress.hindered(Hindrance.DATABASE, "the database is not usable: " + e.getMessage());
      return false;
    }
  }

  private boolean isDue() {
    return pending.isFull()
        || pending
            .since()
            .filter(since -> !clock.instant().isBefore(since.plus(linger)))
            .isPresent();
  }

  private Duration pollTime() {
    Duration longest = POLL;
    if (progress.isWaiting()) {
      longest = shorter(longest, progress.remaining());
    } else if (pending.since().isPresent()) {
      Instant due = pending.since().get().plus(linger);
      longest = shorter(longest, Duration.between(clock.instant(), due));
    }
    return longest.isNegative() ? Duration.ZERO : longest;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void pauseAndResume() {
    Set<TopicPartition> paused =
        progress.isWaiting() || pending.isFull()
            ? consumer.assignment()
            : positions.unknown().stream()
                .map(Positions::topicPartition)
                .collect(Collectors.toSet());
    consumer.pause(paused);
    consumer.resume(
        consumer.paused().stream().filter(partition -> !paused.contains(partition)).toList());
  }

  private void findPositions() {
    boolean askedFor = !positions.unknown().isEmpty();
    condition.positioned(!askedFor);
    if (!askedFor) {
      return;
    }
    try {
      start.seek(positions);
      condition.positioned(true);
      progress.recovered();
    } catch (StoreUnavailableException e) {
      progress.hindered(Hindrance.DATABASE, "the database is not usable: " + e.getMessage());
    }
  }

  private void record(List<ConsumerRecord<byte[], byte[]>> slice) {
    try {
      write(slice, new Batch(contents(slice), positions.advances(slice)));
    } catch (DecoderUnavailableException e) {
      progress.hindered(Hindrance.REGISTRY, "the schema registry is not usable: " + e.getMessage());
    } catch (StoreUnavailableException e) {
      progress.hindered(Hindrance.DATABASE, "the database is not usable: " + e.getMessage());
    }
  }

  private List<AuditContent> contents(List<ConsumerRecord<byte[], byte[]>> slice)
      throws DecoderUnavailableException {
    List<AuditContent> contents = new ArrayList<>(slice.size());
    for (ConsumerRecord<byte[], byte[]> record : slice) {
      contents.add(reading.read(record));
    }
    return contents;
  }

  private void write(List<ConsumerRecord<byte[], byte[]>> slice, Batch batch)
      throws StoreUnavailableException {
    Timer.Sample transaction = meters.begin();
    Ending ending = Ending.FAILED;
    try {
      switch (store.write(batch)) {
        case WriteResult.Written written -> {
          ending = Ending.WRITTEN;
          pending.remove(slice);
          positions.advanced(batch.advances());
          report(written.extension());
          tellKafka(batch);
        }
        case WriteResult.Fenced fenced -> {
          ending = Ending.FENCED;
          LOG.warn("recorded by somebody else meanwhile, starting again: {}", fenced.partitions());
          pending.clear();
          positions.forgetAll();
        }
      }
      progress.recovered();
    } finally {
      meters.end(transaction, ending);
    }
  }

  private void report(ChainExtension extension) {
    meters.recorded(extension);
    extension
        .conflicts()
        .forEach(
            entry ->
                LOG.warn(
                    "entry {}, {}: its event id {} is recorded already, with other content;"
                        + " `audit verify` shows both",
                    entry.seq(),
                    entry.content().at(),
                    entry.content().eventId()));
  }

  /** For lag tools only: nobody reads these offsets to start from, so a failure costs nothing. */
  private void tellKafka(Batch batch) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    batch
        .advances()
        .forEach(
            (partition, advance) ->
                offsets.put(
                    Positions.topicPartition(partition), new OffsetAndMetadata(advance.to())));
    consumer.commitAsync(
        offsets,
        (committed, failure) -> {
          if (failure != null) {
            LOG.debug("Kafka did not take the offsets, which are safe in the database", failure);
          }
        });
  }

  /** Called by the consumer inside of poll. */
  private final class Assignment implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      positions.assigned(partitions);
      consumer.pause(partitions);
      condition.positioned(positions.unknown().isEmpty());
      condition.assigned();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      pending.drop(partitions);
      positions.revoked(partitions);
    }
  }
}
