package dev.pinwheel.webhook.deadletter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** One topic's committed records, from the beginning to where it ended when the scan began. */
final class TopicScan {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Polls in a row that bring nothing before the broker counts as gone: about 30 s. */
  private static final int MOST_EMPTY_POLLS = 150;

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Queue<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  private TopicScan(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /** Begins; the consumer leaves what it read before. */
  static TopicScan of(Consumer<byte[], byte[]> consumer, String topic)
      throws MissingTopicException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new MissingTopicException(topic);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new TopicScan(consumer, consumer.endOffsets(partitions));
  }

  /**
   * The next record; empty at the end. Records of a partition come in their order.
   *
   * @throws TimeoutException where the broker no longer hands out records
   */
  Optional<ConsumerRecord<byte[], byte[]>> next() {
    int emptyPolls = 0;
    while (fetched.isEmpty() && !atEnd()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          fetched.add(record);
        }
      }
      emptyPolls++;
      if (emptyPolls > MOST_EMPTY_POLLS) {
        throw new TimeoutException("the end of " + ends.keySet() + " could not be reached");
      }
    }
    return Optional.ofNullable(fetched.poll());
  }

  /** By positions, not by records: transaction markers take offsets too. */
  private boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
