package dev.pinwheel.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The home partition of a target: where its records are kept in order in every topic keyed by
 * target. It follows from the key and from the number of partitions in the <em>catalogue</em>, not
 * from how many the topic has by now, so that a topic can grow without moving a target. In a topic
 * as it was created it is what Kafka's Java producer chooses by default: murmur2 over the key.
 */
public final class TargetLane {

  private TargetLane() {}

  /** The home partition of a key in a topic. */
  public static int of(Topic topic, byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % topic.partitions();
  }

  /** The home partition of a key in a topic. */
  public static int of(Topic topic, String key) {
    return of(topic, key.getBytes(StandardCharsets.UTF_8));
  }
}
