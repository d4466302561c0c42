package dev.pinwheel.runtime.kafka;

import dev.pinwheel.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks cluster and registry for everything that a process needs: connection, login, version,
 * topics, rights, schemas. It changes nothing, and needs no rights but those that the process needs
 * anyway.
 */
public final class NeedsCheck implements Supplier<List<String>> {

  private static final int LIMIT_MS = 10_000;

  private final ClusterNeeds needs;
  private final Map<String, Object> client;

  /**
   * A check that may be asked again and again.
   *
   * @throws IllegalArgumentException where the client's settings are wrong, whatever the cluster is
   *     like
   */
  public NeedsCheck(ClusterNeeds needs) {
    this.needs = needs;
    this.client = new HashMap<>(needs.kafka());
    client.put(AdminClientConfig.CLIENT_ID_CONFIG, needs.process() + "-needs");
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
    try {
      AdminClientConfig unused = new AdminClientConfig(client);
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Kafka settings: " + e.getMessage(), e);
    }
  }

  /** What is missing, one line each; empty where nothing is. */
  @Override
  public List<String> get() {
    Optional<String> door = BootstrapServers.fault(needs.kafka());
    if (door.isPresent()) {
      return List.of(door.get());
    }
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(client)) {
      checkVersion(admin, missing);
      checkTopics(admin, missing);
      needs.group().ifPresent(group -> Answers.get(admin.listConsumerGroupOffsets(group).all()));
    } catch (KafkaException e) {
      missing.add(ClusterFault.inWords(e));
    }
    missing.addAll(NeededSchemas.missing(needs));
    return List.copyOf(missing);
  }

  /**
   * The question that brokers before 3.0 do not know, asked of everybody: a process that needs no
   * transactions would run beside stages that cannot.
   */
  private void checkVersion(Admin admin, List<String> missing) {
    String id = needs.transactionalId().orElse(needs.process());
    try {
      Answers.get(admin.describeTransactions(List.of(id)).description(id));
    } catch (TransactionalIdNotFoundException e) {
      // a new broker, and the first start of this process
    } catch (TransactionalIdAuthorizationException e) {
      if (needs.transactionalId().isPresent()) {
        missing.add(ClusterFault.inWords(e));
      }
    }
  }

  private void checkTopics(Admin admin, List<String> missing) {
    List<String> names =
        Stream.concat(needs.reads().stream(), needs.writes().stream())
            .map(Topic::name)
            .distinct()
            .toList();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin
            .describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    List<String> notThere = new ArrayList<>();
    Map<String, Set<AclOperation>> rights = new LinkedHashMap<>();
    Map<String, Integer> partitions = new HashMap<>();
    for (String name : names) {
      try {
        TopicDescription description = Answers.get(asked.get(name));
        partitions.put(name, description.partitions().size());
        Set<AclOperation> allowed = description.authorizedOperations();
        if (allowed != null) { // what a broker without an authorizer may leave out
          rights.put(name, allowed);
        }
      } catch (UnknownTopicOrPartitionException e) {
        notThere.add(name);
      } catch (TopicAuthorizationException e) {
        rights.put(name, Set.of()); // it may not be there either: nobody may know
      }
    }
    if (!notThere.isEmpty()) {
      missing.add(
          "topics that are not there: %s; `pinwheel topics apply` makes them"
              .formatted(String.join(", ", notThere)));
    }
    tooFewPartitions(needs.writes(), partitions).ifPresent(missing::add);
    missingRight(needs.reads(), AclOperation.READ, rights).ifPresent(missing::add);
    missingRight(needs.writes(), AclOperation.WRITE, rights).ifPresent(missing::add);
  }

  /**
   * A topic with fewer partitions than the catalogue has no home for some targets; more do not
   * matter.
   *
   * @param partitions of the topics that are there
   */
  static Optional<String> tooFewPartitions(List<Topic> topics, Map<String, Integer> partitions) {
    List<String> tooFew =
        topics.stream()
            .filter(topic -> partitions.getOrDefault(topic.name(), 0) > 0)
            .filter(topic -> partitions.get(topic.name()) < topic.partitions())
            .map(
                topic ->
                    "%s has %d partitions and needs %d"
                        .formatted(topic.name(), partitions.get(topic.name()), topic.partitions()))
            .toList();
    return tooFew.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: targets are spread over that many; `kafka-topics.sh --alter --partitions` adds them"
                .formatted(String.join(", ", tooFew)));
  }

  private static Optional<String> missingRight(
      List<Topic> topics, AclOperation operation, Map<String, Set<AclOperation>> rights) {
    List<String> denied =
        topics.stream()
            .map(Topic::name)
            .filter(rights::containsKey)
            .filter(name -> !rights.get(name).contains(operation))
            .toList();
    return denied.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no right to %s %s; `pinwheel topics acls` prints what is needed"
                .formatted(
                    operation == AclOperation.READ ? "Read" : "Write", String.join(", ", denied)));
  }
}
