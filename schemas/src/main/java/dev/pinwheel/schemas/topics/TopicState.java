package dev.pinwheel.schemas.topics;

import java.util.Map;

/**
 * A topic as it is on the cluster.
 *
 * @param partitions number of partitions
 * @param replicationFactor copies of partition 0
 * @param configs setting to value in force, wherever it comes from
 */
record TopicState(int partitions, int replicationFactor, Map<String, String> configs) {

  TopicState {
    configs = Map.copyOf(configs);
  }
}
