package dev.pinwheel.runtime.engine.restore;

import dev.pinwheel.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads ledger partitions from their beginning to their end, a little at each call, so that the
 * group's consumer is polled in between. The consumer thread's only.
 *
 * <p>The end is that of all records, committed or not, while only committed ones are read: offsets
 * of a transaction may be readable a moment before its ledger record is, and reading up to the last
 * <em>stable</em> record could miss it.
 */
public final class LedgerReader implements AutoCloseable {

  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration END_LIMIT = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

  private final Topic topic;
  private final int limit;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<Admin> admins;
  private final Map<TopicPartition, Reading> readings = new HashMap<>();

  /** Null while nothing is read. */
  private Consumer<byte[], byte[]> consumer;

  public LedgerReader(
      Topic topic,
      int limit,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Admin> admins) {
    this.topic = topic;
    this.limit = limit;
    this.consumers = consumers;
    this.admins = admins;
  }

  /** Whether an input partition has a ledger: those of the catalogue have. */
  boolean has(TopicPartition input) {
    return input.partition() < topic.partitions();
  }

  /**
   * Begins to read the ledgers of these input partitions, as far as they go now.
   *
   * @throws KafkaException when the broker does not tell their ends
   */
  void begin(Set<TopicPartition> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    inputs.forEach(input -> wanted.put(ledger(input), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = ends(wanted);
    if (consumer == null) {
      consumer = consumers.get();
    }
    inputs.forEach(
        input -> readings.put(input, new Reading(ends.get(ledger(input)), new Ledger(limit))));
    List<TopicPartition> before = List.copyOf(consumer.assignment());
    Set<TopicPartition> all = assignment();
    consumer.assign(all);
    consumer.seekToBeginning(all.stream().filter(ledger -> !before.contains(ledger)).toList());
  }

  /** Reads on; returns the ledgers that are complete now. */
  Map<TopicPartition, Ledger> step() {
    if (readings.isEmpty()) {
      return Map.of();
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(STEP)) {
      readings.forEach(
          (input, reading) -> {
            if (input.partition() == record.partition()) {
              reading.take(record);
            }
          });
    }
    Map<TopicPartition, Ledger> complete = new HashMap<>();
    readings.forEach(
        (input, reading) -> {
          if (isAtEnd(input, reading)) {
            complete.put(input, reading.ledger);
          }
        });
    forget(List.copyOf(complete.keySet()));
    return complete;
  }

  private boolean isAtEnd(TopicPartition input, Reading reading) {
    try {
      return consumer.position(ledger(input), STEP) >= reading.end;
    } catch (TimeoutException e) {
      return false; // its beginning is not known yet: asked again at the next step
    }
  }

  /** These are not wanted any more. */
  void forget(List<TopicPartition> inputs) {
    if (readings.keySet().removeAll(inputs)) {
      if (readings.isEmpty()) {
        close();
      } else {
        consumer.assign(assignment());
      }
    }
  }

  @Override
  public void close() {
    readings.clear();
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
      consumer = null;
    }
  }

  private Set<TopicPartition> assignment() {
    return new HashSet<>(readings.keySet().stream().map(this::ledger).toList());
  }

  private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> wanted) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    try (Admin admin = admins.get()) {
      var answer = admin.listOffsets(wanted, options.timeoutMs((int) END_LIMIT.toMillis()));
      for (TopicPartition ledger : new ArrayList<>(wanted.keySet())) {
        ends.put(ledger, answer.partitionResult(ledger).get().offset());
      }
      return ends;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  private TopicPartition ledger(TopicPartition input) {
    return new TopicPartition(topic.name(), input.partition());
  }

  private record Reading(long end, Ledger ledger) {

    void take(ConsumerRecord<byte[], byte[]> record) {
      LedgerFormat.read(record, ledger);
    }
  }
}
