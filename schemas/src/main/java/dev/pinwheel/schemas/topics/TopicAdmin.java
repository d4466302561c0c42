package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Brings the catalogue onto a cluster. Every method throws the {@link KafkaException} that the
 * cluster answered with, such as one for a missing right.
 */
public final class TopicAdmin {

  /** What one broker was told is known to the one that is asked next after some milliseconds. */
  private static final int VISIBILITY_CHECKS = 200;

  private static final long MILLIS_BETWEEN_CHECKS = 50;

  private final Admin admin;

  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /** What differs; topics that are not in the catalogue are not reported. */
  public List<TopicDifference> plan(List<Topic> catalogue) throws InterruptedException {
    return TopicPlan.of(catalogue, states(catalogue));
  }

  /**
   * Removes the differences that can be removed. Doing it again does nothing. Topics get the
   * cluster's default replication factor; partitions are added and never removed; settings are
   * changed one by one, others stay.
   */
  public TopicReport apply(List<Topic> catalogue) throws InterruptedException {
    List<TopicDifference> changed = new ArrayList<>();
    List<TopicDifference> shape = plan(catalogue);
    Map<String, Topic> byName =
        catalogue.stream().collect(Collectors.toMap(Topic::name, topic -> topic));
    for (TopicDifference difference : shape) {
      switch (difference) {
        case TopicDifference.Missing missing -> {
          create(byName.get(missing.topic()));
          changed.add(missing);
        }
        case TopicDifference.TooFewPartitions few -> {
          settled(
              admin
                  .createPartitions(Map.of(few.topic(), NewPartitions.increaseTo(few.wanted())))
                  .all());
          changed.add(few);
        }
        case TopicDifference.TooManyPartitions many -> {}
        case TopicDifference.ConfigDiffers later -> {}
      }
    }
    // Settings come second: one of them depends on the replication factor that a topic was given.
    List<TopicDifference.ConfigDiffers> settings =
        awaitNone(catalogue, TopicAdmin::isAboutShape).stream()
            .filter(TopicDifference.ConfigDiffers.class::isInstance)
            .map(TopicDifference.ConfigDiffers.class::cast)
            .toList();
    set(settings);
    List<TopicDifference> remaining =
        awaitNone(
            catalogue, difference -> isAboutShape(difference) || settings.contains(difference));
    changed.addAll(settings);
    changed.removeAll(remaining);
    return new TopicReport(changed, remaining);
  }

  private void create(Topic topic) throws InterruptedException {
    NewTopic created =
        new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
            .configs(TopicConfigs.of(topic));
    try {
      settled(admin.createTopics(List.of(created)).all());
    } catch (TopicExistsException e) {
      // Somebody else applies the catalogue at the same time; the second plan looks at the result.
    }
  }

  private void set(List<TopicDifference.ConfigDiffers> settings) throws InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (TopicDifference.ConfigDiffers setting : settings) {
      changes
          .computeIfAbsent(resource(setting.topic()), resource -> new ArrayList<>())
          .add(
              new AlterConfigOp(
                  new ConfigEntry(setting.name(), setting.wanted()), AlterConfigOp.OpType.SET));
    }
    if (!changes.isEmpty()) {
      settled(admin.incrementalAlterConfigs(changes).all());
    }
  }

  /**
   * Gives up after ten seconds: what is still to be seen then is told as remaining. Returns the
   * plan that was seen last, since the broker that is asked next may know less again.
   */
  private List<TopicDifference> awaitNone(
      List<Topic> catalogue, Predicate<TopicDifference> difference) throws InterruptedException {
    List<TopicDifference> seen = plan(catalogue);
    for (int i = 0; i < VISIBILITY_CHECKS && seen.stream().anyMatch(difference); i++) {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_CHECKS);
      seen = plan(catalogue);
    }
    return seen;
  }

  private static boolean isAboutShape(TopicDifference difference) {
    return switch (difference) {
      case TopicDifference.Missing missing -> true;
      case TopicDifference.TooFewPartitions few -> true;
      case TopicDifference.TooManyPartitions many -> false;
      case TopicDifference.ConfigDiffers config -> false;
    };
  }

  private Map<String, TopicState> states(List<Topic> catalogue) throws InterruptedException {
    Map<String, TopicDescription> found =
        known(admin.describeTopics(catalogue.stream().map(Topic::name).toList()).topicNameValues());
    // Another broker may answer this one, and not know yet a topic that the first one knew.
    Map<ConfigResource, Config> configs =
        known(
            admin
                .describeConfigs(found.keySet().stream().map(TopicAdmin::resource).toList())
                .values());
    Map<String, TopicState> states = new HashMap<>();
    configs.forEach(
        (resource, config) ->
            states.put(resource.name(), state(found.get(resource.name()), config)));
    return states;
  }

  /** What the cluster knows; what it does not know is not in the map. */
  private static <K, V> Map<K, V> known(Map<K, KafkaFuture<V>> asked) throws InterruptedException {
    Map<K, V> known = new HashMap<>();
    for (Map.Entry<K, KafkaFuture<V>> one : asked.entrySet()) {
      try {
        known.put(one.getKey(), settled(one.getValue()));
      } catch (UnknownTopicOrPartitionException e) {
        // Absence from the map is the answer.
      }
    }
    return known;
  }

  private static TopicState state(TopicDescription description, Config config) {
    Map<String, String> values =
        config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    return new TopicState(
        description.partitions().size(),
        description.partitions().getFirst().replicas().size(),
        values);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T settled(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known
          ? known
          : new KafkaException("the cluster's answer", e.getCause());
    }
  }
}
