package dev.pinwheel.schemas.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** How a schema's subject is named; Confluent's three strategies. */
enum SubjectNames {
  /** {@code <topic>-value}: one kind of record per topic. */
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return topic + (isKey ? "-key" : "-value");
    }
  },
  /** The record's full name: the record has one history, whatever topics it is on. */
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return schema.getFullName();
    }
  },
  /** {@code <topic>-<full name>}: several kinds of records per topic. */
  TOPIC_RECORD("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String strategy;

  SubjectNames(String strategy) {
    this.strategy = strategy;
  }

  abstract String subject(String topic, boolean isKey, Schema schema);

  /**
   * Reads a strategy: Confluent's class name, with or without its package.
   *
   * @throws ConfigException that says which names are understood
   */
  static SubjectNames of(String setting, String name) {
    for (SubjectNames names : values()) {
      if (name.equals(names.strategy) || name.equals(CONFLUENT_PACKAGE + names.strategy)) {
        return names;
      }
    }
    throw new ConfigException(
        setting, name, "expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
  }
}
