package dev.pinwheel.audit.entry;

/** Where a record lay in Kafka. */
public record Coordinates(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
