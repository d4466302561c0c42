package dev.pinwheel.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Asks the coordinator with {@code DescribeTransactions}, and has it write the markers.
 *
 * @param transactionalId whose transactions these are
 * @param client properties of an admin client of the cluster, with its security; {@code
 *     default.api.timeout.ms} bounds each question
 * @param topics every topic that transactions of this id write
 * @param group the consumer group whose offsets they commit, where they commit any
 */
public record CoordinatorMarkers(
    String transactionalId,
    Map<String, Object> client,
    Collection<String> topics,
    Optional<String> group)
    implements TransactionMarkers {

  public CoordinatorMarkers {
    client = Map.copyOf(client);
    topics = List.copyOf(topics);
  }

  @Override
  public Optional<Marker> last() {
    try (Admin admin = Admin.create(client)) {
      return switch (describe(admin).state()) {
        case EMPTY, PREPARE_COMMIT, COMPLETE_COMMIT -> Optional.of(Marker.COMMIT);
        case ONGOING, PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE ->
            Optional.of(Marker.ABORT);
        case UNKNOWN ->
            throw new KafkaException(
                "the coordinator tells a state of " + transactionalId + " that is not known here");
      };
    } catch (TransactionalIdNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(Marker marker) {
    try (Admin admin = Admin.create(client)) {
      List<TopicPartition> partitions = partitions(admin);
      // Only a leader answers these two, and the broker passes over what has none.
      Answers.get(
          admin
              .listOffsets(
                  partitions.stream()
                      .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
              .all());
      group.ifPresent(id -> Answers.get(admin.listConsumerGroupOffsets(id).all()));
      TransactionDescription description = describe(admin);
      try (EmptyTransaction transaction =
          new EmptyTransaction(client, transactionalId, coordinator(admin, description), limit())) {
        transaction.begin(Duration.ofMillis(description.transactionTimeoutMs()));
        transaction.add(partitions);
        group.ifPresent(transaction::addOffsets);
        transaction.end(marker);
      }
    }
  }

  private Duration limit() {
    return Duration.ofMillis(
        new AdminClientConfig(client).getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
  }

  private List<TopicPartition> partitions(Admin admin) {
    List<TopicPartition> partitions = new ArrayList<>();
    Answers.get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  private TransactionDescription describe(Admin admin) {
    return Answers.get(
        admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
  }

  private static Node coordinator(Admin admin, TransactionDescription description) {
    return Answers.get(admin.describeCluster().nodes()).stream()
        .filter(node -> node.id() == description.coordinatorId())
        .findAny()
        .orElseThrow(
            () ->
                new CoordinatorNotAvailableException(
                    "broker " + description.coordinatorId() + " is not in the cluster any more"));
  }
}
