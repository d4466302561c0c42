package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the catalogue with a cluster. */
final class TopicPlan {

  private TopicPlan() {}

  /**
   * Every difference, in the order of the catalogue.
   *
   * @param found topics that exist, by name; others than the catalogue's are not looked at
   */
  static List<TopicDifference> of(List<Topic> catalogue, Map<String, TopicState> found) {
    List<TopicDifference> differences = new ArrayList<>();
    for (Topic topic : catalogue) {
      TopicState state = found.get(topic.name());
      if (state == null) {
        differences.add(new TopicDifference.Missing(topic.name(), topic.partitions()));
      } else {
        comparePartitions(topic, state, differences);
        compareConfigs(topic, state, differences);
      }
    }
    return List.copyOf(differences);
  }

  private static void comparePartitions(
      Topic topic, TopicState state, List<TopicDifference> differences) {
    if (state.partitions() < topic.partitions()) {
      differences.add(
          new TopicDifference.TooFewPartitions(
              topic.name(), state.partitions(), topic.partitions()));
    } else if (state.partitions() > topic.partitions()) {
      differences.add(
          new TopicDifference.TooManyPartitions(
              topic.name(), state.partitions(), topic.partitions()));
    }
  }

  private static void compareConfigs(
      Topic topic, TopicState state, List<TopicDifference> differences) {
    TopicConfigs.of(topic)
        .forEach(
            (name, wanted) -> {
              String found = state.configs().getOrDefault(name, "");
              if (!isSame(found, wanted)) {
                differences.add(
                    new TopicDifference.ConfigDiffers(topic.name(), name, found, wanted));
              }
            });
    int wanted = TopicConfigs.minInsyncReplicas(state.replicationFactor());
    String found = state.configs().getOrDefault(TopicConfigs.MIN_INSYNC_REPLICAS, "0");
    // An operator who asks for more safety than we do is left alone.
    if (Integer.parseInt(found) < wanted) {
      differences.add(
          new TopicDifference.ConfigDiffers(
              topic.name(), TopicConfigs.MIN_INSYNC_REPLICAS, found, Integer.toString(wanted)));
    }
  }

  /** Lists such as {@code compact,delete} have no order. */
  private static boolean isSame(String found, String wanted) {
    return items(found).equals(items(wanted));
  }

  private static Set<String> items(String list) {
    return new TreeSet<>(Arrays.asList(list.trim().split("\\s*,\\s*")));
  }
}
