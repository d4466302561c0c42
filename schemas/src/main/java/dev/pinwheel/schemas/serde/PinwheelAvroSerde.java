package dev.pinwheel.schemas.serde;

import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Both directions for Kafka Streams, such as {@code default.value.serde}.
 *
 * @param <T> as in {@link PinwheelAvroDeserializer}
 */
public final class PinwheelAvroSerde<T extends IndexedRecord> extends Serdes.WrapperSerde<T> {

  /** For Kafka, which calls {@code configure} next. */
  public PinwheelAvroSerde() {
    super(new PinwheelAvroSerializer<>(), new PinwheelAvroDeserializer<>());
  }
}
