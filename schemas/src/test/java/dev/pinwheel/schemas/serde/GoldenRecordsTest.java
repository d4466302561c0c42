package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.schemas.GoldenVersion;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that were written once must decode for ever, by today's classes, into the same values.
 */
class GoldenRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ScriptedRegistry registry;
  private static PinwheelAvroDeserializer<SpecificRecord> deserializer;

  @BeforeAll
  static void start() {
    registry = ScriptedRegistry.start();
    deserializer = new PinwheelAvroDeserializer<>();
    deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
  }

  @AfterAll
  static void stop() {
    deserializer.close();
    registry.close();
  }

  static List<GoldenVersion> versions() {
    return GoldenVersion.all();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void decodesIntoTheValuesOfItsTime(GoldenVersion version) throws IOException {
    SpecificRecord event = decode(version);

    assertThat(JSON.readTree(asSeenWith(version.schema(), event)))
        .isEqualTo(JSON.readTree(version.json()));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void fillsWhatTheWriterDidNotKnowWithDefaults(GoldenVersion version) {
    SpecificRecord event = decode(version);

    for (Schema.Field field : event.getSchema().getFields()) {
      if (version.schema().getField(field.name()) == null) {
        assertThat(event.get(field.pos()))
            .as(field.name())
            .isEqualTo(SpecificData.getForClass(event.getClass()).getDefaultValue(field));
      }
    }
  }

  @Test
  void logicalTypesBecomeJavaTypes() throws IOException {
    GoldenVersion version = version("RotationRequested.v1");
    JsonNode json = JSON.readTree(version.json());

    RotationRequested event = (RotationRequested) decode(version);

    assertThat(event.getRotationId()).isEqualTo(UUID.fromString(json.path("rotationId").asText()));
    assertThat(event.getOccurredAt())
        .isEqualTo(Instant.EPOCH.plusNanos(json.path("occurredAt").asLong() * 1000));
    assertThat(event.getCausationId())
        .isEqualTo(UUID.fromString(json.path("causationId").path("string").asText()));
    assertThat(event.getTarget().getKind()).isEqualTo(TargetKind.DATA_ACTION_ENDPOINT);
    assertThat(event.getServiceId()).isEqualTo("text of RotationRequested.serviceId: ü€🔑");
  }

  @Test
  void aRequestWithoutOptionalFieldsGetsTheDocumentedDefaults() {
    RotationRequested event = (RotationRequested) decode(version("RotationRequested.v1-required"));

    assertThat(event.getCausationId()).isNull();
    assertThat(event.getPreviousCertificate()).isNull();
    assertThat(event.getBackupPins()).isEmpty();
    assertThat(event.getWebhookEndpoint()).isEqualTo("default");
    assertThat(event.getTarget().getEdgeId()).isNull();
  }

  private static GoldenVersion version(String name) {
    return versions().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  private static SpecificRecord decode(GoldenVersion version) {
    int id = registry.register("golden-" + version.name(), version.schema());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(WireFormat.header(id));
    record.writeBytes(version.bytes());
    return deserializer.deserialize("golden", record.toByteArray());
  }

  /** Today's event, read by a reader of that time, in Avro's JSON encoding. */
  private static String asSeenWith(Schema schema, SpecificRecord event) throws IOException {
    byte[] bytes = RecordEncoding.encode(event, new WritePlan(1, event.getSchema()));
    GenericRecord seen =
        new GenericDatumReader<GenericRecord>(event.getSchema(), schema)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, text);
    new GenericDatumWriter<GenericRecord>(schema).write(seen, encoder);
    encoder.flush();
    return text.toString(java.nio.charset.StandardCharsets.UTF_8);
  }
}
