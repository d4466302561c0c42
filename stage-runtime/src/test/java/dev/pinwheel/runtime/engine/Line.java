package dev.pinwheel.runtime.engine;

import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The smallest event: a line of text, written as the text itself. */
public final class Line extends SpecificRecordBase {

  public static final Schema SCHEMA =
      SchemaBuilder.record("Line")
          .namespace("dev.pinwheel.test")
          .fields()
          .requiredString("rotationId")
          .endRecord();

  /** A value that the deserializer refuses for ever. */
  public static final String GARBAGE = "garbage";

  private String text;

  public Line(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }

  @Override
  public Object get(int field) {
    return text;
  }

  @Override
  public void put(int field, Object value) {
    text = value.toString();
  }

  /** Writes the text. */
  public static final class Writer implements Serializer<Line> {

    /** While it is the text of a line, this line cannot be written: the registry is away. */
    static volatile String unavailable = "";

    @Override
    public byte[] serialize(String topic, Line line) {
      if (line.text().equals(unavailable)) {
        throw new TimeoutException("the registry is away");
      }
      return line.text().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Reads the text. */
  public static final class Reader implements Deserializer<Line> {

    @Override
    public Line deserialize(String topic, byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.startsWith(GARBAGE)) {
        throw new SerializationException("no line: " + text);
      }
      return new Line(text);
    }
  }
}
