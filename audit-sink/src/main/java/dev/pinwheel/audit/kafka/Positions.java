package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.store.Batch.Advance;
import dev.pinwheel.audit.store.Partition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What this instance believes of its partitions: how far the store has recorded each, or that it
 * must ask. Nothing is read of a partition that is not known.
 */
final class Positions {

  private final Map<Partition, OptionalLong> recorded = new HashMap<>();
  private final Set<Partition> unknown = new HashSet<>();

  static Partition partition(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  static TopicPartition topicPartition(Partition partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }

  void assigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> unknown.add(partition(partition)));
  }

  void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(
        partition -> {
          recorded.remove(partition(partition));
          unknown.remove(partition(partition));
        });
  }

  /** The store said how far it is; empty: it has never recorded the partition. */
  void known(Partition partition, OptionalLong next) {
    unknown.remove(partition);
    recorded.put(partition, next);
  }

  /** Whatever was believed may be wrong. */
  void forgetAll() {
    unknown.addAll(recorded.keySet());
    recorded.clear();
  }

  Set<Partition> unknown() {
    return Set.copyOf(unknown);
  }

  /** How far each partition is once these records, which are in order, are recorded. */
  Map<Partition, Advance> advances(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<Partition, Advance> advances = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Partition partition = new Partition(record.topic(), record.partition());
      advances.put(partition, new Advance(recorded.get(partition), record.offset() + 1));
    }
    return advances;
  }

  void advanced(Map<Partition, Advance> advances) {
    advances.forEach(
        (partition, advance) -> recorded.put(partition, OptionalLong.of(advance.to())));
  }
}
