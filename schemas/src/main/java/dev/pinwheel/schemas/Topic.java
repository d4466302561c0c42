package dev.pinwheel.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the pipeline: everything that creation, access rules and documentation need.
 *
 * @param name topic name
 * @param value generated class of the value; empty where the value is raw bytes
 * @param key what the key is, in words
 * @param partitions partitions on creation
 * @param retention how long records are kept; empty means for ever
 * @param cleanup what the broker does with old records
 * @param writers stages that write it
 * @param readers stages that read it
 */
public record Topic(
    String name,
    Optional<Class<? extends SpecificRecord>> value,
    String key,
    int partitions,
    Optional<Duration> retention,
    Cleanup cleanup,
    Set<String> writers,
    Set<String> readers) {

  public Topic {
    writers = Set.copyOf(writers);
    readers = Set.copyOf(readers);
  }

  /** The registry subject of the value, by Confluent's TopicNameStrategy. */
  public String subject() {
    return name + "-value";
  }

  /** Kafka's {@code cleanup.policy}. */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact"),
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }
}
