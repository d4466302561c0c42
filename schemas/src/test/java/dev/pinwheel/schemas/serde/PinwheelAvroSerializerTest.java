package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.Serdes.REQUEST;
import static dev.pinwheel.schemas.serde.Serdes.changed;
import static dev.pinwheel.schemas.serde.Serdes.deserializer;
import static dev.pinwheel.schemas.serde.Serdes.serializer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.SampleEvents;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.serde.SchemaRefusedException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinwheelAvroSerializerTest {

  private static final String SUBJECT = "rotation-requested-value";

  private final ScriptedRegistry registry = ScriptedRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void putsMagicByteAndSchemaIdBeforeTheAvroBytes() {
    registry.register("another", Target.getClassSchema());

    byte[] bytes = serializer(registry.url()).serialize("rotation-requested", REQUEST);

    ByteBuffer record = ByteBuffer.wrap(bytes);
    assertThat(record.get()).isZero();
    assertThat(record.getInt()).isEqualTo(2);
    // The first field is a UUID as text: its length in zigzag, then 36 characters.
    assertThat(record.get()).isEqualTo((byte) 72);
    assertThat(new String(bytes, 6, 36, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo(REQUEST.getEventId().toString());
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(serializer(registry.url()).serialize("rotation-requested", null)).isNull();
    assertThat(registry.calls()).isEmpty();
  }

  @Test
  void registersTheRecordsOwnSchemaOnce() {
    PinwheelAvroSerializer<RotationRequested> serializer = serializer(registry.url());

    serializer.serialize("rotation-requested", REQUEST);
    serializer.serialize("rotation-requested", REQUEST);

    assertThat(registry.paths()).containsExactly("POST /subjects/" + SUBJECT + "/versions");
  }

  @Test
  void manyThreadsCauseOneCall() throws Exception {
    PinwheelAvroSerializer<RotationRequested> serializer = serializer(registry.url());
    List<Future<byte[]>> results = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        results.add(threads.submit(() -> serializer.serialize("rotation-requested", REQUEST)));
      }
    }

    for (Future<byte[]> result : results) {
      assertThat(result.get()).isEqualTo(results.getFirst().get());
    }
    assertThat(registry.calls()).hasSize(1);
  }

  @Test
  void looksUpWhereRegisteringIsOff() {
    registry.register(SUBJECT, RotationRequested.getClassSchema());

    byte[] bytes =
        serializer(registry.url(), "auto.register.schemas", "false")
            .serialize("rotation-requested", REQUEST);

    assertThat(registry.paths()).containsExactly("POST /subjects/" + SUBJECT);
    assertThat(deserializer(registry.url()).deserialize("rotation-requested", bytes))
        .isEqualTo(REQUEST);
  }

  @Test
  void registersNothingUnlessTold() {
    try (PinwheelAvroSerializer<RotationRequested> serializer = new PinwheelAvroSerializer<>()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);

      assertThatThrownBy(() -> serializer.serialize("rotation-requested", REQUEST))
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining(SUBJECT);
    }
  }

  @Test
  void refusesAnUnregisteredSchemaWhereRegisteringIsOff() {
    var serializer = serializer(registry.url(), "auto.register.schemas", "false");

    assertRefused(
        () -> serializer.serialize("rotation-requested", REQUEST), Code.NOT_REGISTERED, 404);
    assertThat(registry.paths()).containsExactly("POST /subjects/" + SUBJECT);
  }

  @Test
  void aRefusalOfTheRegistryIsNoReasonToRepeat() {
    registry.next(ScriptedRegistry.error(409, 409, "reader field missing default"));
    var serializer = serializer(registry.url());

    assertThatThrownBy(() -> serializer.serialize("rotation-requested", REQUEST))
        .isNotInstanceOf(RetriableException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(SchemaRefusedException.class))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(Code.INCOMPATIBLE);
              assertThat(refused.subject()).isEqualTo(SUBJECT);
              assertThat(refused.status()).isEqualTo(409);
              assertThat(refused.detail()).isEqualTo("reader field missing default");
            });
  }

  @ParameterizedTest
  @CsvSource({"400, INVALID", "422, INVALID", "401, ACCESS_DENIED", "403, ACCESS_DENIED"})
  void everyRefusalHasItsCode(int status, Code code) {
    registry.next(status);
    var serializer = serializer(registry.url());

    assertRefused(() -> serializer.serialize("rotation-requested", REQUEST), code, status);
  }

  @Test
  void anOutageIsRetriableAndNotRemembered() {
    registry.next(503);
    var serializer = serializer(registry.url());

    assertThatThrownBy(() -> serializer.serialize("rotation-requested", REQUEST))
        .isInstanceOf(RetriableException.class)
        .isNotInstanceOf(SerializationException.class);
    assertThat(serializer.serialize("rotation-requested", REQUEST)).isNotEmpty();
  }

  @Test
  void aRecordThatBreaksItsSchemaIsNoMatterOfTheRegistry() {
    GenericRecord broken = new GenericData.Record(Target.getClassSchema());
    var serializer = serializer(registry.url());

    assertThatThrownBy(() -> serializer.serialize("rotation-requested", broken))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("dev.pinwheel.schemas.Target");
  }

  @Test
  void writesGenericRecords() {
    GenericRecord generic = SampleEvents.full(RotationRequested.getClassSchema());

    byte[] bytes = serializer(registry.url()).serialize("rotation-requested", generic);

    assertThat(
            deserializer(registry.url(), "specific.avro.reader", "false")
                .deserialize("rotation-requested", bytes))
        .isEqualTo(generic);
  }

  @Test
  void theLatestVersionIsUsedAsItIsWhereItEqualsOurs() {
    registry.register(SUBJECT, RotationRequested.getClassSchema());
    var serializer = latestVersion();

    byte[] bytes = serializer.serialize("rotation-requested", REQUEST);

    assertThat(registry.paths()).containsExactly("GET /subjects/" + SUBJECT + "/versions/latest");
    assertThat(deserializer(registry.url()).deserialize("rotation-requested", bytes))
        .isEqualTo(REQUEST);
  }

  /** Fields are found by name: written by position they would be mixed up. */
  @Test
  void theLatestVersionMayHaveMoreFieldsInAnotherPlace() {
    Schema newer =
        changed(
            RotationRequested.getClassSchema(),
            "\"fields\":[{\"name\":\"eventId\"",
            "\"fields\":[{\"name\":\"priority\",\"type\":\"int\",\"default\":3,\"doc\":\"x\"},"
                + "{\"name\":\"eventId\"");
    int id = registry.register(SUBJECT, newer);

    byte[] bytes = latestVersion().serialize("rotation-requested", REQUEST);

    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(id);
    GenericRecord seen =
        Serdes.<GenericRecord>deserializer(registry.url(), "specific.avro.reader", "false")
            .deserialize("rotation-requested", bytes);
    assertThat(seen.get("priority")).isEqualTo(3);
    assertThat(seen.get("serviceId")).hasToString("billing");
    assertThat(deserializer(registry.url()).deserialize("rotation-requested", bytes))
        .isEqualTo(REQUEST);
  }

  @Test
  void aLatestVersionThatCannotCarryOursIsRefused() {
    registry.register(
        SUBJECT,
        changed(
            RotationRequested.getClassSchema(),
            "\"fields\":[{\"name\":\"eventId\"",
            "\"fields\":[{\"name\":\"priority\",\"type\":\"int\",\"doc\":\"x\"},"
                + "{\"name\":\"eventId\""));
    var serializer = latestVersion();

    assertRefused(
        () -> serializer.serialize("rotation-requested", REQUEST), Code.LATEST_DOES_NOT_FIT, 0);
  }

  @Test
  void aLatestVersionWithOtherUnitsIsRefused() {
    registry.register(
        SUBJECT,
        changed(RotationRequested.getClassSchema(), "timestamp-micros", "timestamp-millis"));
    var serializer = latestVersion();

    assertRefused(
        () -> serializer.serialize("rotation-requested", REQUEST), Code.LATEST_DOES_NOT_FIT, 0);
  }

  @Test
  void aLatestVersionThatIsNoAvroIsRefused() {
    registry.register(SUBJECT, "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
    var serializer = latestVersion();

    assertRefused(
        () -> serializer.serialize("rotation-requested", REQUEST), Code.LATEST_DOES_NOT_FIT, 200);
  }

  @Test
  void aSubjectWithoutVersionsHasNoLatest() {
    var serializer = latestVersion();

    assertRefused(
        () -> serializer.serialize("rotation-requested", REQUEST), Code.NOT_REGISTERED, 404);
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, t-value",
    "RecordNameStrategy, dev.pinwheel.schemas.RotationRequested",
    "TopicRecordNameStrategy, t-dev.pinwheel.schemas.RotationRequested",
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value",
    "io.confluent.kafka.serializers.subject.RecordNameStrategy,"
        + " dev.pinwheel.schemas.RotationRequested",
    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy,"
        + " t-dev.pinwheel.schemas.RotationRequested"
  })
  void namesSubjectsByTheStrategy(String strategy, String subject) {
    serializer(registry.url(), "value.subject.name.strategy", strategy).serialize("t", REQUEST);

    assertThat(registry.paths()).containsExactly("POST /subjects/" + subject + "/versions");
  }

  @Test
  void keysHaveASubjectAndAStrategyOfTheirOwn() {
    PinwheelAvroSerializer<Target> serializer = new PinwheelAvroSerializer<>();
    serializer.configure(
        Serdes.settings(registry.url(), "value.subject.name.strategy", "RecordNameStrategy"), true);

    serializer.serialize("t", REQUEST.getTarget());

    assertThat(registry.paths()).containsExactly("POST /subjects/t-key/versions");
  }

  @Test
  void closingWithoutConfigurationIsHarmless() {
    new PinwheelAvroSerializer<>().close();
    new PinwheelAvroDeserializer<>().close();
  }

  private PinwheelAvroSerializer<RotationRequested> latestVersion() {
    return serializer(
        registry.url(), "auto.register.schemas", "false", "use.latest.version", "true");
  }

  private static void assertRefused(Runnable call, Code code, int status) {
    assertThatThrownBy(call::run)
        .asInstanceOf(InstanceOfAssertFactories.type(SchemaRefusedException.class))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.status()).isEqualTo(status);
            });
  }
}
