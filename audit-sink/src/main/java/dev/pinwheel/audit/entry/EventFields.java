package dev.pinwheel.audit.entry;

import dev.pinwheel.schemas.CanonicalUuid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Fields of an event by name, whether it was read as a generated class or generically, by whatever
 * version of the schema. A field that is not there, null, or of another type is empty.
 */
final class EventFields {

  private final IndexedRecord event;

  EventFields(IndexedRecord event) {
    this.event = event;
  }

  Optional<String> text(String name) {
    return value(name).filter(EventFields::isText).map(value -> ColumnText.of(value.toString()));
  }

  Optional<UUID> uuid(String name) {
    return value(name)
        .filter(EventFields::isText)
        .map(Object::toString)
        .flatMap(CanonicalUuid::parse);
  }

  /** A time that the calendar and the database have, to the microsecond. */
  Optional<Instant> time(String name) {
    return value(name)
        .flatMap(value -> instant(schema(name), value))
        .map(instant -> instant.truncatedTo(ChronoUnit.MICROS))
        .flatMap(TimeText::writable);
  }

  Optional<EventFields> record(String name) {
    return value(name)
        .filter(IndexedRecord.class::isInstance)
        .map(IndexedRecord.class::cast)
        .map(EventFields::new);
  }

  private Optional<Object> value(String name) {
    Schema.Field field = event.getSchema().getField(name);
    return field == null ? Optional.empty() : Optional.ofNullable(event.get(field.pos()));
  }

  private Schema schema(String name) {
    return event.getSchema().getField(name).schema();
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence
        || value instanceof UUID
        || value instanceof Enum<?>
        || value instanceof org.apache.avro.generic.GenericEnumSymbol<?>;
  }

  private static Optional<Instant> instant(Schema schema, Object value) {
    return switch (value) {
      case Instant instant -> Optional.of(instant);
      case Long number -> instant(schema, number.longValue());
      default -> Optional.empty();
    };
  }

  /** By the writer's unit; a number without one is micros, as the events are described. */
  private static Optional<Instant> instant(Schema schema, long number) {
    ChronoUnit unit =
        (schema.getType() == Schema.Type.UNION ? schema.getTypes().stream() : Stream.of(schema))
            .map(Schema::getLogicalType)
            .filter(Objects::nonNull)
            .map(EventFields::unit)
            .findFirst()
            .orElse(ChronoUnit.MICROS);
    try {
      return Optional.of(Instant.EPOCH.plus(number, unit));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static ChronoUnit unit(LogicalType type) {
    return switch (type) {
      case LogicalTypes.TimestampMillis millis -> ChronoUnit.MILLIS;
      case LogicalTypes.TimestampNanos nanos -> ChronoUnit.NANOS;
      default -> ChronoUnit.MICROS;
    };
  }
}
