package dev.pinwheel.runtime.kafka;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process cannot work without.
 *
 * @param process its name, which is its client id here
 * @param kafka settings of its Kafka clients and serializers
 * @param reads topics that it reads
 * @param writes topics that it writes
 * @param group its consumer group, where it has one
 * @param transactionalId a transactional id of its, where it has one
 */
public record ClusterNeeds(
    String process,
    Map<String, Object> kafka,
    List<Topic> reads,
    List<Topic> writes,
    Optional<String> group,
    Optional<String> transactionalId) {

  public ClusterNeeds {
    kafka = Map.copyOf(kafka);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** Those of a stage, as the catalogue has them, without a group and transactions. */
  public static ClusterNeeds of(String stage, Map<String, Object> kafka) {
    return new ClusterNeeds(
        stage,
        kafka,
        Topics.all().stream().filter(topic -> topic.readers().contains(stage)).toList(),
        Topics.writtenBy(stage),
        Optional.empty(),
        Optional.empty());
  }

  public ClusterNeeds withGroup(String name) {
    return new ClusterNeeds(process, kafka, reads, writes, Optional.of(name), transactionalId);
  }

  public ClusterNeeds withTransactions(String id) {
    return new ClusterNeeds(process, kafka, reads, writes, group, Optional.of(id));
  }

  /** Settings may hold passwords: only their names are told. */
  @Override
  public String toString() {
    return "ClusterNeeds[" + process + ", kafka=" + kafka.keySet() + "]";
  }
}
