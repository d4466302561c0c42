package dev.pinwheel.audit.entry;

import static dev.pinwheel.audit.SampleEvents.ASKED;
import static dev.pinwheel.audit.SampleEvents.NEW_PIN;
import static dev.pinwheel.audit.SampleEvents.OLD_PIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.audit.SampleEvents;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventContentTest {

  private static final SourceRecord SOURCE =
      new SourceRecord(
          new Coordinates("api-applied", 2, 17),
          Optional.of(ASKED),
          Optional.empty(),
          Optional.of(new byte[] {0, 1, 2}),
          List.of());

  static Stream<SpecificRecord> everyEvent() {
    return Stream.of(
        SampleEvents.requested(1),
        SampleEvents.validated(1),
        SampleEvents.applied(1),
        SampleEvents.failed(1),
        SampleEvents.delivered(1),
        SampleEvents.deadLettered(1),
        SampleEvents.observed(1));
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void generatedClassAndGenericRecordGiveTheSameEntry(SpecificRecord event) throws IOException {
    assertThat(content(generic(event))).isEqualTo(content(event));
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void everyEventHasItsIdentityTargetAndTime(SpecificRecord event) {
    AuditContent content = content(event);

    assertThat(content.at()).isEqualTo(SOURCE.at());
    assertThat(content.eventType()).isEqualTo(event.getSchema().getName());
    assertThat(content.target())
        .contains(new TargetColumns("OAUTH_CLIENT", "eu-west-2", "client-1"));
    assertThat(content.columns().clientId()).contains("client-1");
    assertThat(content.occurredAt().map(TimeText::of)).isEqualTo(content.columns().timestamp());
    assertThat(content.payloadSha256()).isEqualTo(Sha256.of(new byte[] {0, 1, 2}));
    assertThat(content.columns().pinMatchRate()).as("unknown is not a match").isEmpty();
  }

  @Test
  void requestHasNoLatency() {
    AuditContent content = content(SampleEvents.requested(1));

    assertThat(content.columns().status()).isEqualTo(Status.REQUESTED);
    assertThat(content.columns().latencyMs()).isEmpty();
    assertThat(content.causationId()).isEmpty();
    assertThat(content.rotationId()).contains(SampleEvents.rotation(1));
  }

  @Test
  void validatedChainHasLatencyFromTheRequestAndItsPin() {
    AuditContent content = content(SampleEvents.validated(1));

    assertThat(content.columns().status()).isEqualTo(Status.VALIDATED);
    assertThat(content.columns().latencyMs()).isEqualTo(OptionalLong.of(12));
    assertThat(content.columns().primaryPin()).contains(NEW_PIN);
    assertThat(content.causationId()).contains(SampleEvents.requested(1).getEventId());
  }

  @Test
  void appliedRotationHasBothPinsAndItsOutcome() {
    AuditLogColumns columns = content(SampleEvents.applied(1)).columns();

    assertThat(columns)
        .isEqualTo(
            new AuditLogColumns(
                Optional.of("2026-03-01T10:00:01.234001Z"),
                Optional.of("client-1"),
                Optional.of("billing"),
                Optional.of(NEW_PIN),
                Optional.of(OLD_PIN),
                OptionalLong.of(1_234),
                java.util.OptionalDouble.empty(),
                Status.ROTATED,
                Optional.of("APPLIED")));
  }

  @Test
  void pinsThatWereThereAlreadyAreToldApart() {
    ApiApplied already =
        ApiApplied.newBuilder(SampleEvents.applied(1))
            .setOutcome(ApplyOutcome.ALREADY_APPLIED)
            .build();

    assertThat(content(already).columns().code()).contains("ALREADY_APPLIED");
  }

  @Test
  void failureHasItsCode() {
    AuditLogColumns columns = content(SampleEvents.failed(1)).columns();

    assertThat(columns.status()).isEqualTo(Status.FAILED);
    assertThat(columns.code()).contains("VALIDITY_EXPIRED");
    assertThat(columns.latencyMs()).isEqualTo(OptionalLong.of(20));
    assertThat(columns.primaryPin()).isEmpty();
  }

  @Test
  void deliveryAndDeadLetterHaveTheirStatus() {
    assertThat(content(SampleEvents.delivered(1)).columns().status()).isEqualTo(Status.DELIVERED);
    assertThat(content(SampleEvents.delivered(1)).columns().code()).isEmpty();
    assertThat(content(SampleEvents.deadLettered(1)).columns().status())
        .isEqualTo(Status.DEAD_LETTERED);
    assertThat(content(SampleEvents.deadLettered(1)).columns().code()).contains("HTTP_500");
  }

  @Test
  void observationBelongsToNoRotationUnlessItSaysSo() {
    PinObserved blind =
        PinObserved.newBuilder(SampleEvents.observed(1))
            .setPresented(List.of())
            .setError("TIMEOUT")
            .setRotationId(SampleEvents.rotation(1))
            .build();

    assertThat(content(SampleEvents.observed(1)).rotationId()).isEmpty();
    assertThat(content(SampleEvents.observed(1)).columns().status()).isEqualTo(Status.OBSERVED);
    assertThat(content(blind).rotationId()).contains(SampleEvents.rotation(1));
    assertThat(content(blind).columns().code()).contains("TIMEOUT");
  }

  @Test
  void onlyAnOauthClientHasAClientId() {
    ApiApplied trunk =
        ApiApplied.newBuilder(SampleEvents.applied(1))
            .setTarget(SampleEvents.target(TargetKind.BYOC_TRUNK, 1))
            .build();

    assertThat(content(trunk).columns().clientId()).isEmpty();
    assertThat(content(trunk).target().map(TargetColumns::id)).contains("client-1");
  }

  @Test
  void latencyIsNegativeWhereClocksDisagree() {
    ApiApplied early =
        ApiApplied.newBuilder(SampleEvents.applied(1)).setOccurredAt(ASKED.minusMillis(3)).build();

    assertThat(content(early).columns().latencyMs()).isEqualTo(OptionalLong.of(-3));
  }

  @Test
  void payloadIsCanonicalJsonOfTheWholeEvent() {
    assertThat(content(SampleEvents.observed(1)).payload())
        .isEqualTo(
            "{\"causationId\":null,\"error\":null,\"eventId\":\""
                + SampleEvents.observed(1).getEventId()
                + "\",\"occurredAt\":\"2026-03-01T10:00:05.000001Z\","
                + "\"presented\":[{\"certificatePin\":\""
                + NEW_PIN
                + "\",\"spkiPin\":\""
                + OLD_PIN
                + "\"}],\"rotationId\":null,\"sensor\":\"edge-1\",\"source\":\"HANDSHAKE\","
                + "\"target\":{\"edgeId\":null,\"id\":\"client-1\",\"kind\":\"OAUTH_CLIENT\","
                + "\"organizationId\":null,\"region\":\"eu-west-2\"}}");
  }

  @Test
  void payloadHasBytesAsBase64AndEscapesWhatTheDatabaseRefuses() {
    assertThat(content(SampleEvents.deadLettered(1)).payload())
        .contains("\"payload\":\"eyJldmVudCI6MX0=\"");
    assertThat(content(SampleEvents.requested(1)).payload())
        .contains("\"reason\":\"because \\\"it\\\" ends\\u0000 soon, \u00e9\"");
  }

  @Test
  void fieldsAndTypesOfTomorrowAreKept() {
    Schema tomorrow =
        SchemaBuilder.record("RotationPostponed")
            .fields()
            .requiredString("eventId")
            .requiredDouble("zeal")
            .name("labels")
            .type()
            .map()
            .values()
            .longType()
            .noDefault()
            .endRecord();
    GenericRecord event =
        new GenericRecordBuilder(tomorrow)
            .set("eventId", "0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10")
            .set("zeal", Double.NaN)
            .set("labels", new java.util.LinkedHashMap<>(java.util.Map.of("b", 2L, "a", 1L)))
            .build();

    AuditContent content = content(event);

    assertThat(content.columns().status()).isEqualTo(Status.OTHER);
    assertThat(content.eventType()).isEqualTo("RotationPostponed");
    assertThat(content.payload())
        .isEqualTo(
            "{\"eventId\":\"0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10\","
                + "\"labels\":{\"a\":1,\"b\":2},\"zeal\":\"NaN\"}");
  }

  @Test
  void eventWithoutValidEventIdIsNoEvent() {
    Schema schema = SchemaBuilder.record("Odd").fields().requiredString("eventId").endRecord();

    assertThat(EventContent.of(SOURCE, odd(schema, "1-1-1-1-1"), Optional.empty())).isEmpty();
    assertThat(EventContent.of(SOURCE, odd(schema, "x"), Optional.empty())).isEmpty();
    assertThat(
            EventContent.of(
                SOURCE, odd(schema, "0B0B4F8E-8d4c-5d0a-9a55-4f1d3f1c7a10"), Optional.empty()))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis,1772359200123",
    "timestamp-micros,1772359200123000",
    "timestamp-nanos,1772359200123000000"
  })
  void timesAreReadByTheirWritersUnit(String unit, long number) {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Odd", "fields": [
                  {"name": "eventId", "type": "string"},
                  {"name": "occurredAt", "type": ["null", {"type": "long", "logicalType": "%s"}]}]}
                """
                    .formatted(unit));
    IndexedRecord event =
        new GenericRecordBuilder(schema)
            .set("eventId", "0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10")
            .set("occurredAt", number)
            .build();

    assertThat(content(event).occurredAt()).contains(Instant.parse("2026-03-01T10:00:00.123Z"));
  }

  @Test
  void timesThatNoDatabaseHasStayInThePayload() throws IOException {
    GenericData.Record event = (GenericData.Record) generic(SampleEvents.applied(1));
    long year10000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    event.put("occurredAt", year10000 - 1);
    assertThat(content(event).columns().timestamp()).contains("9999-12-31T23:59:59.999999Z");

    event.put("occurredAt", year10000);
    assertThat(content(event).occurredAt()).isEmpty();
    assertThat(content(event).columns().latencyMs()).isEmpty();
    assertThat(content(event).payload()).contains("\"occurredAt\":\"+10000-01-01T00:00:00Z\"");

    event.put("occurredAt", Long.MIN_VALUE);
    assertThat(content(event).payload())
        .contains("\"occurredAt\":\"-290308-12-21T19:59:05.224192Z\"");
    assertThat(content(event).occurredAt()).isEmpty();
  }

  @Test
  void columnsNeverMakeTheDatabaseRefuseAnEntry() {
    RotationRequested hostile =
        RotationRequested.newBuilder(SampleEvents.requested(1))
            .setServiceId("\0" + "\uD83D\uDE00".repeat(600))
            .build();

    String column = content(hostile).columns().serviceId().orElseThrow();
    assertThat(column.codePointCount(0, column.length())).isEqualTo(ColumnText.MOST_CODE_POINTS);
    assertThat(column).startsWith("\uFFFD").endsWith("\uD83D\uDE00");
    assertThat(content(hostile).payload()).contains("\uD83D\uDE00".repeat(600));
  }

  private static IndexedRecord odd(Schema schema, String eventId) {
    return new GenericRecordBuilder(schema).set("eventId", eventId).build();
  }

  private static AuditContent content(IndexedRecord event) {
    return EventContent.of(SOURCE, event, Optional.empty()).orElseThrow();
  }

  private static GenericRecord generic(SpecificRecord event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(event.getSchema(), ((SpecificRecordBase) event).getSpecificData())
        .write(event, encoder);
    encoder.flush();
    return new GenericDatumReader<GenericRecord>(event.getSchema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }
}
