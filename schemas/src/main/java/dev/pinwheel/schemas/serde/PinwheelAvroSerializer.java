package dev.pinwheel.schemas.serde;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records in Confluent's wire format. {@code value.serializer} and {@code key.serializer}
 * may name it; settings are Confluent's: {@code schema.registry.url}, {@code
 * auto.register.schemas}, {@code use.latest.version}, {@code value.subject.name.strategy} and those
 * of {@link RegistryClient}. Safe for use by many threads after {@link #configure}.
 *
 * @param <T> a generated class or {@code GenericRecord}
 */
public final class PinwheelAvroSerializer<T extends IndexedRecord> implements Serializer<T> {

  private boolean isKey;
  private SerdeConfig config;
  private RegistryClient registry;
  private WritePlans plans;

  /** For Kafka, which calls {@link #configure} next. */
  public PinwheelAvroSerializer() {}

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    this.isKey = isKey;
    config = SerdeConfig.of(settings, isKey);
    registry = RegistryClient.of(settings);
    plans = new WritePlans(config, registry);
  }

  /**
   * Writes one record.
   *
   * @return null for null (a tombstone)
   * @throws RegistryUnavailableException where the schema's id could not be had; worth repeating
   * @throws SchemaRefusedException where the registry does not take the schema
   * @throws SerializationException where the record breaks its own schema, such as a required field
   *     that is null
   */
  @Override
  public byte[] serialize(String topic, T record) {
    if (record == null) {
      return null;
    }
    WritePlan plan =
        plans.of(config.subjects().subject(topic, isKey, record.getSchema()), record.getSchema());
    try {
      return RecordEncoding.encode(record, plan);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "cannot write " + record.getSchema().getFullName() + " to " + topic, e);
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
