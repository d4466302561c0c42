package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.store.AuditStore;
import dev.pinwheel.audit.store.Partition;
import dev.pinwheel.audit.store.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the consumer to where the store says that recording ended. */
final class StoredPositions {

  private static final Logger LOG = LoggerFactory.getLogger(StoredPositions.class);

  private final Consumer<?, ?> consumer;
  private final AuditStore store;
  private final AuditMeters meters;

  StoredPositions(Consumer<?, ?> consumer, AuditStore store, AuditMeters meters) {
    this.consumer = consumer;
    this.store = store;
    this.meters = meters;
  }

  /**
   * Makes every unknown position known. A partition that was never recorded is read from its
   * beginning, whatever Kafka holds as committed.
   */
  void seek(Positions positions) throws StoreUnavailableException {
    Set<Partition> unknown = positions.unknown();
    Map<Partition, Long> stored = store.nextOffsets(unknown);
    reportMissed(stored);
    for (Partition partition : unknown) {
      Long next = stored.get(partition);
      TopicPartition there = Positions.topicPartition(partition);
      if (next == null) {
        consumer.seekToBeginning(List.of(there));
        positions.known(partition, OptionalLong.empty());
      } else {
        consumer.seek(there, next);
        positions.known(partition, OptionalLong.of(next));
      }
    }
  }

  /** The log would be silent about records that retention deleted unread; operators must not be. */
  private void reportMissed(Map<Partition, Long> stored) {
    Set<TopicPartition> known =
        stored.keySet().stream().map(Positions::topicPartition).collect(Collectors.toSet());
    consumer
        .beginningOffsets(known)
        .forEach(
            (partition, first) -> {
              long next = stored.get(Positions.partition(partition));
              if (first > next) {
                meters.missed(first - next);
                LOG.error(
                    "{}: offsets {} to {} were deleted from Kafka before they were recorded",
                    partition,
                    next,
                    first - 1);
              }
            });
  }
}
