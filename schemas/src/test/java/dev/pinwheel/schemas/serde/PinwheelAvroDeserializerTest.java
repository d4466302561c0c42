package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.Serdes.REQUEST;
import static dev.pinwheel.schemas.serde.Serdes.changed;
import static dev.pinwheel.schemas.serde.Serdes.deserializer;
import static dev.pinwheel.schemas.serde.Serdes.serializer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.SampleEvents;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.serde.UndecodableRecordException.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinwheelAvroDeserializerTest {

  private static final Schema SCHEMA = RotationRequested.getClassSchema();

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final PinwheelAvroDeserializer<RotationRequested> deserializer =
      deserializer(registry.url());

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void readsWhatTheSerializerWrote() {
    assertThat(deserializer.deserialize("t", written())).isEqualTo(REQUEST);
  }

  @Test
  void asksForASchemaOnce() {
    byte[] bytes = written();
    int before = registry.calls().size();

    deserializer.deserialize("t", bytes);
    deserializer.deserialize("t", bytes);

    assertThat(registry.paths().subList(before, registry.paths().size()))
        .containsExactly("GET /schemas/ids/1");
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(deserializer.deserialize("t", (byte[]) null)).isNull();
  }

  @Test
  void bothDirectionsComeAsASerdeToo() {
    try (PinwheelAvroSerde<RotationRequested> serde = new PinwheelAvroSerde<>()) {
      serde.configure(Serdes.settings(registry.url()), false);

      byte[] bytes = serde.serializer().serialize("t", REQUEST);

      assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(REQUEST);
    }
  }

  @Test
  void whatANewerWriterAddedIsPassedOver() {
    Schema newer =
        changed(
            changed(
                SCHEMA, "\"DATA_ACTION_ENDPOINT\"]", "\"DATA_ACTION_ENDPOINT\",\"SMART_FRIDGE\"]"),
            "\"fields\":[{\"name\":\"eventId\"",
            "\"fields\":[{\"name\":\"priority\",\"type\":[\"null\",\"int\"],\"default\":null},"
                + "{\"name\":\"eventId\"");
    GenericRecord record = SampleEvents.full(newer);

    RotationRequested event = deserializer.deserialize("t", writtenBy(record));

    assertThat(event.getTarget().getKind()).isEqualTo(TargetKind.UNKNOWN);
    assertThat(event.getServiceId()).isEqualTo(record.get("serviceId").toString());
  }

  @Test
  void aGenericReaderSeesTheWritersSchema() {
    GenericRecord event =
        Serdes.<GenericRecord>deserializer(registry.url(), "specific.avro.reader", "false")
            .deserialize("t", written());

    assertThat(event).isExactlyInstanceOf(GenericData.Record.class);
    assertThat(event.get("rotationId")).hasToString(REQUEST.getRotationId().toString());
  }

  @Test
  void schemasMayReferToOthers() {
    registry.register("target", Target.getClassSchema());
    Schema applied =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"RotationRequested\","
                    + "\"namespace\":\"dev.pinwheel.schemas\",\"fields\":[{\"name\":\"target\","
                    + "\"type\":"
                    + Target.getClassSchema()
                    + "}]}");
    registry.register(
        "with-reference",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"RotationRequested\\\","
            + "\\\"namespace\\\":\\\"dev.pinwheel.schemas\\\",\\\"fields\\\":[{\\\"name\\\":"
            + "\\\"target\\\",\\\"type\\\":\\\"dev.pinwheel.schemas.Target\\\"}]}\","
            + "\"references\":[{\"name\":\"dev.pinwheel.schemas.Target\",\"subject\":\"target\","
            + "\"version\":1}]}");
    byte[] bytes = writtenBy(SampleEvents.full(applied));
    ByteBuffer.wrap(bytes).putInt(1, 2);

    GenericRecord event =
        Serdes.<GenericRecord>deserializer(registry.url(), "specific.avro.reader", "false")
            .deserialize("t", bytes);

    assertThat(((GenericRecord) event.get("target")).get("region"))
        .hasToString("text of RotationRequested.target.region: ü€🔑");
  }

  @Test
  void aMissingReferenceMakesASchemaUnusable() {
    registry.register(
        "with-reference",
        "{\"schema\":\"\\\"string\\\"\",\"references\":[{\"name\":\"x\",\"subject\":\"gone\","
            + "\"version\":1}]}");

    assertUndecodable(new byte[] {0, 0, 0, 0, 1}, Code.UNUSABLE_SCHEMA);
  }

  @Test
  void fewerThanFiveBytesAreNoRecord() {
    assertUndecodable(new byte[0], Code.TOO_SHORT);
    assertUndecodable(new byte[] {0, 0, 0, 1}, Code.TOO_SHORT);
    assertThat(registry.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, 3, '{', -1})
  void onlyZeroIsTheMagicByte(byte first) {
    byte[] bytes = written();
    bytes[0] = first;

    assertUndecodable(bytes, Code.WRONG_MAGIC);
  }

  @Test
  void anUnknownSchemaIdIsAskedForAgainNextTime() {
    byte[] bytes = {0, 0, 0, 0, 1};

    assertUndecodable(bytes, Code.UNKNOWN_SCHEMA_ID);
    registry.register("later", SCHEMA);
    assertUndecodable(bytes, Code.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void idsThatNoRegistryGivesOutAreNotAskedFor(int id) {
    byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(id).array();

    assertUndecodable(bytes, Code.UNKNOWN_SCHEMA_ID);
    assertThat(registry.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"recrod\\\"}\"}",
        "{\"schema\":\"\"}",
        "{\"id\":1}"
      })
  void aSchemaThatIsNoAvroIsUnusable(String stored) {
    registry.register("s", stored);

    assertUndecodable(new byte[] {0, 0, 0, 0, 1, 2}, Code.UNUSABLE_SCHEMA);
  }

  @Test
  void aSchemaThatIsNoRecordIsUnknown() {
    registry.register("s", Schema.create(Schema.Type.STRING));

    assertUndecodable(new byte[] {0, 0, 0, 0, 1, 0}, Code.UNKNOWN_RECORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.pinwheel.schemas.NoSuchEvent", "java.lang.ProcessBuilder"})
  void aRecordWithoutAGeneratedClassIsUnknown(String name) {
    registry.register("s", Schema.createRecord(name, null, null, false, java.util.List.of()));

    assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {0, 0, 0, 0, 1}))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(
            undecodable -> {
              assertThat(undecodable.code()).isEqualTo(Code.UNKNOWN_RECORD);
              assertThat(undecodable.detail()).contains(name).contains("class path");
            });
  }

  @Test
  void anotherRecordThanTheExpectedOneIsUnknown() {
    PinwheelAvroDeserializer<ApiApplied> picky =
        deserializer(registry.url(), "specific.avro.value.type", "dev.pinwheel.schemas.ApiApplied");
    byte[] bytes = written();

    assertThatThrownBy(() -> picky.deserialize("t", bytes))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(undecodable -> assertThat(undecodable.code()).isEqualTo(Code.UNKNOWN_RECORD));
  }

  @Test
  void theExpectedRecordIsRead() {
    PinwheelAvroDeserializer<RotationRequested> picky =
        deserializer(
            registry.url(), "specific.avro.value.type", "dev.pinwheel.schemas.RotationRequested");

    assertThat(picky.deserialize("t", written())).isEqualTo(REQUEST);
  }

  @Test
  void aWriterWithoutARequiredFieldIsIncompatible() {
    Schema without = changed(SCHEMA, "\"name\":\"requestedBy\"", "\"name\":\"askedBy\"");

    assertUndecodable(writtenBy(SampleEvents.full(without)), Code.INCOMPATIBLE_SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp-millis", "timestamp-nanos", "local-timestamp-micros"})
  void aTimeInAnotherUnitIsRefusedByItsNameAndBothUnits(String unit) {
    Schema other =
        changed(
            SCHEMA,
            "\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
            "\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\""
                + unit
                + "\"}");

    assertThatThrownBy(() -> deserializer.deserialize("t", writtenBy(SampleEvents.full(other))))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(
            undecodable -> {
              assertThat(undecodable.code()).isEqualTo(Code.INCOMPATIBLE_SCHEMA);
              assertThat(undecodable.detail())
                  .contains("occurredAt was written as " + unit, "read as timestamp-micros");
            });
  }

  @Test
  void aWriterThatNamesNoUnitIsBelieved() {
    Schema plain = changed(SCHEMA, ",\"logicalType\":\"timestamp-micros\"", "");
    GenericRecord record = SampleEvents.full(plain);
    record.put("occurredAt", 1_772_360_130_123_456L);

    assertThat(deserializer.deserialize("t", writtenBy(record)).getOccurredAt())
        .isEqualTo("2026-03-01T10:15:30.123456Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1",
        "0b0b4f8e8d4c5d0a9a554f1d3f1c7a10",
        "0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a1",
        "0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a100",
        "{b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a1}",
        "0b0b4f8e-8d4c-5d0a-9a554-f1d3f1c7a10",
        "+b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10",
        ""
      })
  void aTextThatIsNoUuidNeverBecomesAnotherId(String text) {
    GenericRecord record = SampleEvents.full(SCHEMA);
    record.put("rotationId", text);

    assertThatThrownBy(() -> deserializer.deserialize("t", writtenBy(record)))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(
            undecodable -> {
              assertThat(undecodable.code()).isEqualTo(Code.MALFORMED);
              assertThat(undecodable.detail()).contains("UUID", text.length() + " characters");
            });
  }

  @Test
  void aUuidInUpperCaseIsTheSame() {
    GenericRecord record = SampleEvents.full(SCHEMA);
    record.put("rotationId", "0B0B4F8E-8D4C-5D0A-9A55-4F1D3F1C7A10");

    assertThat(deserializer.deserialize("t", writtenBy(record)).getRotationId())
        .hasToString("0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10");
  }

  @Test
  void bytesAfterTheRecordAreAFault() {
    byte[] bytes = written();

    assertUndecodable(Arrays.copyOf(bytes, bytes.length + 1), Code.TRAILING_BYTES);
  }

  @Test
  void bytesThatEndTooEarlyAreAFault() {
    byte[] bytes = written();

    assertUndecodable(Arrays.copyOf(bytes, bytes.length - 1), Code.TRUNCATED);
  }

  @Test
  void aTextThatIsNoUuidIsMalformed() {
    byte[] bytes = written();
    bytes[7] = 'x';

    assertUndecodable(bytes, Code.MALFORMED);
  }

  @Test
  void carriesTheTopicButNotTheValue() {
    byte[] bytes = written();
    bytes[7] = 'x';

    assertThatThrownBy(() -> deserializer.deserialize("rotation-requested", bytes))
        .isInstanceOf(SerializationException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("rotation-requested")
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(undecodable -> assertThat(undecodable.topic()).isEqualTo("rotation-requested"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void anOutageIsNeverAnUndecodableRecord(int status) {
    byte[] bytes = written();
    registry.next(status);

    assertUnavailable(bytes, RegistryUnavailableException.Code.OVERLOADED);
    assertThat(deserializer.deserialize("t", bytes)).isEqualTo(REQUEST);
  }

  @Test
  void aNotFoundThatIsNotTheRegistrysOwnIsNeverAnUndecodableRecord() {
    byte[] bytes = written();
    registry.next(ScriptedRegistry.error(404, 404, "HTTP 404 Not Found"));

    assertUnavailable(bytes, RegistryUnavailableException.Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>It works!</html>", "\"text\"", "{\"schema\""})
  void anAnswerThatIsNoJsonObjectIsNeverAnUndecodableRecord(String body) {
    byte[] bytes = written();
    registry.next(new MockResponse.Builder().code(200).body(body).build());

    assertUnavailable(bytes, RegistryUnavailableException.Code.UNEXPECTED_ANSWER);
  }

  @Test
  void deniedAccessIsNeverAnUndecodableRecord() {
    byte[] bytes = written();
    registry.next(401);

    assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
        .isNotInstanceOf(SerializationException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(SchemaRefusedException.class))
        .satisfies(
            refused ->
                assertThat(refused.code()).isEqualTo(SchemaRefusedException.Code.ACCESS_DENIED));
  }

  private byte[] written() {
    return serializer(registry.url()).serialize("t", REQUEST);
  }

  private byte[] writtenBy(GenericRecord record) {
    return serializer(registry.url()).serialize("t", record);
  }

  private void assertUndecodable(byte[] bytes, Code code) {
    assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(undecodable -> assertThat(undecodable.code()).isEqualTo(code));
  }

  private void assertUnavailable(byte[] bytes, RegistryUnavailableException.Code code) {
    assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
        .isInstanceOf(RetriableException.class)
        .isNotInstanceOf(SerializationException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(RegistryUnavailableException.class))
        .satisfies(unavailable -> assertThat(unavailable.code()).isEqualTo(code));
  }
}
