package dev.pinwheel.schemas.topics;

/** One way in which a cluster differs from the catalogue. */
public sealed interface TopicDifference {

  String topic();

  /** The difference in one line, for an operator. */
  String text();

  /** The topic is not there. */
  record Missing(String topic, int partitions) implements TopicDifference {
    @Override
    public String text() {
      return topic + ": missing (" + partitions + " partitions)";
    }
  }

  /**
   * Partitions can be added. Keys then go to other partitions than before, so this is for topics
   * that are empty or drained: events of one target on two partitions have no order.
   */
  record TooFewPartitions(String topic, int found, int wanted) implements TopicDifference {
    @Override
    public String text() {
      return topic + ": " + found + " partitions, " + wanted + " wanted";
    }
  }

  /** Kafka cannot remove partitions: the topic must be deleted and made anew, or stay as it is. */
  record TooManyPartitions(String topic, int found, int wanted) implements TopicDifference {
    @Override
    public String text() {
      return topic
          + ": "
          + found
          + " partitions, "
          + wanted
          + " wanted; Kafka cannot remove partitions";
    }
  }

  /** A setting has another value. */
  record ConfigDiffers(String topic, String name, String found, String wanted)
      implements TopicDifference {
    @Override
    public String text() {
      return topic + ": " + name + " is " + found + ", " + wanted + " wanted";
    }
  }
}
