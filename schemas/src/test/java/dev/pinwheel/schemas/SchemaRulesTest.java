package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of ours must have, down to the nested ones. */
class SchemaRulesTest {

  static List<Schema> namedSchemas() {
    List<Schema> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    GoldenFiles.eventSchemas().forEach(schema -> collect(schema, seen, found));
    return found;
  }

  @Test
  void theNestedSchemasAreLookedAtToo() {
    assertThat(namedSchemas())
        .extracting(Schema::getName)
        .contains("Target", "TargetKind", "Violation", "PinPair", "DeliveryAttempt", "FailedStage");
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void isDocumented(Schema schema) {
    assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void everyFieldIsDocumented(Schema schema) {
    if (schema.getType() == Schema.Type.RECORD) {
      assertThat(schema.getFields())
          .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void anEnumHasADefaultForWhatAReaderDoesNotKnowYet(Schema schema) {
    if (schema.getType() == Schema.Type.ENUM) {
      assertThat(schema.getEnumDefault()).as(schema.getFullName()).isEqualTo("UNKNOWN");
    }
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void whatMayBeNullIsNullByDefault(Schema schema) {
    if (schema.getType() == Schema.Type.RECORD) {
      assertThat(schema.getFields())
          .filteredOn(field -> field.schema().isNullable())
          .allSatisfy(
              field -> {
                assertThat(field.schema().getTypes().getFirst().getType())
                    .as(field.name())
                    .isEqualTo(Schema.Type.NULL);
                assertThat(field.hasDefaultValue()).as(field.name()).isTrue();
              });
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventSaysWhichItIsAndWhenItHappened(Schema event) {
    assertThat(event.getField("eventId").schema().getLogicalType().getName()).isEqualTo("uuid");
    assertThat(event.getField("occurredAt").schema().getLogicalType().getName())
        .isEqualTo("timestamp-micros");
  }

  /** A retry is internal: it carries an event and is none itself. */
  static List<Schema> events() {
    return GoldenFiles.eventSchemas().stream()
        .filter(schema -> !schema.getName().equals("WebhookRetry"))
        .toList();
  }

  private static void collect(Schema schema, Set<String> seen, List<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          found.add(schema);
          schema.getFields().forEach(field -> collect(field.schema(), seen, found));
        }
      }
      case ENUM, FIXED -> {
        if (seen.add(schema.getFullName())) {
          found.add(schema);
        }
      }
      case ARRAY -> collect(schema.getElementType(), seen, found);
      case MAP -> collect(schema.getValueType(), seen, found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, seen, found));
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}
