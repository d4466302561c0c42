package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FULL_TRANSITIVE: today's schemas and all earlier ones read each other. */
class GoldenSchemasTest {

  static List<GoldenVersion> versions() {
    return GoldenVersion.all();
  }

  @Test
  void everyEventHasAGoldenVersion() {
    assertThat(versions())
        .extracting(GoldenVersion::name)
        .containsAll(
            GoldenFiles.eventSchemas().stream().map(schema -> schema.getName() + ".v1").toList());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void todaysReaderReadsIt(GoldenVersion version) {
    assertThat(canRead(today(version), version.schema())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void itsReaderReadsToday(GoldenVersion version) {
    assertThat(canRead(version.schema(), today(version))).isTrue();
  }

  @Test
  void aNewRequiredFieldWouldBeNoticed() {
    GoldenVersion version = GoldenVersion.read("OutcomeMetric.v1");
    Schema withRequired =
        new Schema.Parser()
            .parse(
                version
                    .schema()
                    .toString()
                    .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"region\",\"type\":\"string\",\"doc\":\"x\"},"));

    assertThat(canRead(withRequired, version.schema())).isFalse();
    assertThat(canRead(version.schema(), withRequired)).isTrue();
  }

  @Test
  void aRemovedRequiredFieldWouldBeNoticed() {
    GoldenVersion version = GoldenVersion.read("OutcomeMetric.v1");
    Schema withoutCount =
        new Schema.Parser()
            .parse(
                version
                    .schema()
                    .toString()
                    .replace(
                        ",{\"name\":\"count\",\"type\":\"long\",\"doc\":\"Events with that"
                            + " code.\"}",
                        ""));

    assertThat(withoutCount.getField("count")).isNull();
    assertThat(canRead(version.schema(), withoutCount)).isFalse();
  }

  private static Schema today(GoldenVersion version) {
    return GoldenFiles.eventSchemas().stream()
        .filter(schema -> schema.getFullName().equals(version.schema().getFullName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean canRead(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
