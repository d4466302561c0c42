package dev.pinwheel.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Made-up records of any schema: every field set, each value different, always the same. */
public final class SampleEvents {

  private SampleEvents() {}

  /** A record in which every optional field has a value. */
  public static GenericRecord full(Schema schema) {
    return (GenericRecord) value(schema, schema.getName());
  }

  private static Object value(Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, path);
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
      case ARRAY ->
          List.of(
              value(schema.getElementType(), path + "[0]"),
              value(schema.getElementType(), path + "[1]"));
      case MAP -> Map.of("key", value(schema.getValueType(), path));
      case UNION -> value(schema.getTypes().getLast(), path);
      case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
      case STRING -> text(schema.getLogicalType(), path);
      case BYTES -> ByteBuffer.wrap(path.getBytes(StandardCharsets.UTF_8));
      case INT -> number(path) % 1000;
      case LONG ->
          schema.getLogicalType() == null
              ? (Object) (long) number(path)
              : (Object) (1_763_000_000_000_000L + number(path));
      case FLOAT -> number(path) / 8f;
      case DOUBLE -> number(path) / 8d;
      case BOOLEAN -> true;
      case NULL -> null;
    };
  }

  private static GenericRecord record(Schema schema, String path) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), path + "." + field.name()));
    }
    return record;
  }

  private static String text(LogicalType type, String path) {
    return type != null && type.getName().equals("uuid")
        ? EventIds.of(path).toString()
        : "text of " + path + ": ü€🔑";
  }

  /** Text hashes are fixed by the Java language's library specification. */
  private static int number(String path) {
    return path.hashCode() & 0xF_FFFF;
  }
}
