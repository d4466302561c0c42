package dev.pinwheel.benchmarks.engine;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The event of the engine benchmarks: when it was due, in nanoseconds of this machine's clock, and
 * filling up to 1,000 bytes. It is written without Avro, so that no registry is measured.
 */
public final class Stamp extends SpecificRecordBase {

  /** Bytes of a record's value. */
  public static final int SIZE = 1_000;

  private static final Schema SCHEMA =
      SchemaBuilder.record("Stamp")
          .namespace("dev.pinwheel.benchmarks")
          .fields()
          .requiredLong("due")
          .endRecord();

  private long due;

  Stamp(long due) {
    this.due = due;
  }

  long due() {
    return due;
  }

  /** The value of a record. */
  byte[] bytes() {
    return ByteBuffer.allocate(SIZE).putLong(due).array();
  }

  /** Reads a record's value. */
  static Stamp of(byte[] value) {
    if (value.length != SIZE) {
      throw new SerializationException("no stamp: " + value.length + " bytes");
    }
    return new Stamp(ByteBuffer.wrap(value).getLong());
  }

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }

  @Override
  public Object get(int field) {
    return due;
  }

  @Override
  public void put(int field, Object value) {
    due = (Long) value;
  }

  /** For the engine's producer. */
  public static final class Writer implements Serializer<Stamp> {
    @Override
    public byte[] serialize(String topic, Stamp stamp) {
      return stamp.bytes();
    }
  }

  /** For the engine's consumer. */
  public static final class Reader implements Deserializer<Stamp> {
    @Override
    public Stamp deserialize(String topic, byte[] value) {
      return of(value);
    }
  }
}
