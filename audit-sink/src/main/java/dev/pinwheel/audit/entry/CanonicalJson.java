package dev.pinwheel.audit.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * One JSON text for one event, whatever wrote or read it: no white space, keys in the order of
 * their code units, unions as their bare value, UUIDs as text, instants as RFC 3339 in UTC with six
 * digits, bytes as base64. The writer's schema decides which fields there are, so fields that this
 * version does not know are kept.
 */
public final class CanonicalJson {

  private static final JsonFactory JSON = new JsonFactory();

  private CanonicalJson() {}

  /** The text of an event. */
  public static String of(IndexedRecord event) {
    return write(json -> record(json, event));
  }

  /** Writes one value. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The text of whatever the body writes; it must write keys in order itself. */
  static String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return text.toString();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void record(JsonGenerator json, IndexedRecord record) throws IOException {
    json.writeStartObject();
    for (Schema.Field field :
        record.getSchema().getFields().stream()
            .sorted(Comparator.comparing(Schema.Field::name))
            .toList()) {
      json.writeFieldName(field.name());
      value(json, field.schema(), record.get(field.pos()));
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Schema schema, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case IndexedRecord record -> record(json, record);
      case Instant instant -> time(json, instant);
      case Long number when isTime(schema) -> time(json, instant(schema, number));
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Float number -> decimal(json, number.doubleValue());
      case Double number -> decimal(json, number);
      case Boolean flag -> json.writeBoolean(flag);
      case ByteBuffer bytes -> json.writeString(base64(copy(bytes)));
      case GenericFixed fixed -> json.writeString(base64(fixed.bytes()));
      case Collection<?> items -> array(json, element(schema), items);
      case Map<?, ?> entries -> map(json, element(schema), entries);
      // texts, UUIDs and symbols of enums print as what they are
      default -> json.writeString(value.toString());
    }
  }

  private static void array(JsonGenerator json, Schema element, Collection<?> items)
      throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      value(json, element, item);
    }
    json.writeEndArray();
  }

  private static void map(JsonGenerator json, Schema element, Map<?, ?> entries)
      throws IOException {
    TreeMap<String, Object> sorted = new TreeMap<>();
    entries.forEach((key, value) -> sorted.put(key.toString(), value));
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      json.writeFieldName(entry.getKey());
      value(json, element, entry.getValue());
    }
    json.writeEndObject();
  }

  /** A time that RFC 3339 cannot write is written as ISO 8601 does, with its sign and long year. */
  private static void time(JsonGenerator json, Instant instant) throws IOException {
    json.writeString(
        TimeText.writable(instant).map(TimeText::of).orElseGet(() -> instant.toString()));
  }

  /** JSON has no NaN and no infinities: they become texts. */
  private static void decimal(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }

  private static boolean isTime(Schema schema) {
    Schema branch = branch(schema, Schema.Type.LONG);
    return branch.getLogicalType() instanceof LogicalTypes.TimestampMicros
        || branch.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private static Instant instant(Schema schema, long number) {
    return branch(schema, Schema.Type.LONG).getLogicalType() instanceof LogicalTypes.TimestampMillis
        ? Instant.ofEpochMilli(number)
        : Instant.EPOCH.plus(number, ChronoUnit.MICROS);
  }

  /** The branch of a union that has this type; a schema that is no union is its own branch. */
  private static Schema branch(Schema schema, Schema.Type type) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() == type)
        .findFirst()
        .orElse(schema);
  }

  private static Schema element(Schema schema) {
    Schema array = branch(schema, Schema.Type.ARRAY);
    if (array.getType() == Schema.Type.ARRAY) {
      return array.getElementType();
    }
    Schema map = branch(schema, Schema.Type.MAP);
    return map.getType() == Schema.Type.MAP ? map.getValueType() : schema;
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
