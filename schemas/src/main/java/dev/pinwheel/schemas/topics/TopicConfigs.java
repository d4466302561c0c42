package dev.pinwheel.schemas.topics;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a topic that the promises rest on. They are set on the topic itself even where they
 * are Kafka's defaults, because a cluster may have others. What is not named here (segments,
 * compression, …) stays the cluster's affair.
 */
public final class TopicConfigs {

  /** Setting of {@link #minInsyncReplicas}. */
  public static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

  /**
   * Kafka's default: one MiB and the overhead of a batch. The largest event is a refused or dead
   * request with a chain of at most 64 KiB, so this leaves room for batches.
   */
  private static final int EVENT_BYTES = 1_048_588;

  /**
   * What a topic of events let in must fit into quarantine together with its headers, or one record
   * would stop its partition for ever.
   */
  private static final int QUARANTINE_BYTES = 2 * EVENT_BYTES;

  private TopicConfigs() {}

  /** Setting to value, sorted by setting. */
  public static Map<String, String> of(Topic topic) {
    Map<String, String> configs = new TreeMap<>();
    configs.put("cleanup.policy", topic.cleanup().policy());
    configs.put("retention.ms", topic.retention().map(Duration::toMillis).orElse(-1L).toString());
    // Time alone decides: a limit in bytes would drop a burst of events before anyone replayed it.
    configs.put("retention.bytes", "-1");
    // The time in the record is when it happened; the metrics windows depend on it.
    // Requests are the exception: what was asked for first is what the broker took first, whatever
    // a requester's clock says.
    boolean requests = topic.name().equals(Topics.ROTATION_REQUESTED.name());
    configs.put("message.timestamp.type", requests ? "LogAppendTime" : "CreateTime");
    boolean quarantine = topic.name().equals(Topics.QUARANTINE.name());
    configs.put("max.message.bytes", Integer.toString(quarantine ? QUARANTINE_BYTES : EVENT_BYTES));
    // A leader that missed acknowledged records would make them vanish.
    configs.put("unclean.leader.election.enable", "false");
    return configs;
  }

  /**
   * The least {@code min.insync.replicas} for a replication factor: one replica may be down, and
   * every acknowledged record has at least one copy besides the leader where there are three. The
   * factor itself is the cluster's default, so a single broker works too.
   */
  public static int minInsyncReplicas(int replicationFactor) {
    return Math.max(1, replicationFactor - 1);
  }
}
