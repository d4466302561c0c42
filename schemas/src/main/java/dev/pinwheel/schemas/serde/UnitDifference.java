package dev.pinwheel.schemas.serde;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Finds a field whose number or text means one thing to its writer and another to its reader:
 * {@code timestamp-millis} read as {@code timestamp-micros} makes 1970 of today. Neither Avro's
 * compatibility (Avro 1.12 specification, "Schema Resolution") nor a registry's looks at logical
 * types. A side that names none is believed to mean what the other says.
 */
final class UnitDifference {

  private record Pair(String reader, String writer) {}

  private final Set<Pair> visited = new HashSet<>();

  private UnitDifference() {}

  /**
   * The first difference, in words that name the field and both units; empty where there is none.
   *
   * @param writer a record that the reader can resolve
   */
  static Optional<String> find(Schema reader, Schema writer) {
    // fields that the reader knows by an alias get the reader's names
    return new UnitDifference().inside("", reader, Schema.applyAliases(writer, reader));
  }

  private Optional<String> inside(String path, Schema reader, Schema writer) {
    return branches(reader).stream()
        .flatMap(
            ours ->
                branches(writer).stream()
                    .filter(theirs -> resolves(ours, theirs))
                    .flatMap(theirs -> between(path, ours, theirs).stream()))
        .findFirst();
  }

  private Optional<String> between(String path, Schema reader, Schema writer) {
    return switch (reader.getType()) {
      case RECORD -> ofFields(path, reader, writer);
      case ARRAY -> inside(path + "[]", reader.getElementType(), writer.getElementType());
      case MAP -> inside(path + "{}", reader.getValueType(), writer.getValueType());
      case INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED -> ofUnits(path, reader, writer);
      case UNION, ENUM, BOOLEAN, NULL -> Optional.empty();
    };
  }

  private Optional<String> ofFields(String path, Schema reader, Schema writer) {
    if (!visited.add(new Pair(reader.getFullName(), writer.getFullName()))) {
      return Optional.empty(); // a record inside of itself
    }
    return reader.getFields().stream()
        .filter(field -> writer.getField(field.name()) != null)
        .flatMap(
            field ->
                inside(
                    path.isEmpty() ? field.name() : path + "." + field.name(),
                    field.schema(),
                    writer.getField(field.name()).schema())
                    .stream())
        .findFirst();
  }

  private static Optional<String> ofUnits(String path, Schema reader, Schema writer) {
    String ours = unit(reader);
    String theirs = unit(writer);
    return ours == null || theirs == null || ours.equals(theirs)
        ? Optional.empty()
        : Optional.of(
            "%s was written as %s and is read as %s; write %s".formatted(path, theirs, ours, ours));
  }

  private static String unit(Schema schema) {
    return schema.getProp("logicalType");
  }

  /** As Avro resolves: the same type, or a number that is promoted, or a text for bytes. */
  private static boolean resolves(Schema reader, Schema writer) {
    return reader.getType() == writer.getType()
        || (isNumber(reader) && isNumber(writer))
        || (isText(reader) && isText(writer));
  }

  private static boolean isNumber(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  private static boolean isText(Schema schema) {
    return schema.getType() == Schema.Type.STRING || schema.getType() == Schema.Type.BYTES;
  }

  private static List<Schema> branches(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
  }
}
