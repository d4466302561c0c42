package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.Serdes.REQUEST;
import static dev.pinwheel.schemas.serde.Serdes.changed;
import static dev.pinwheel.schemas.serde.Serdes.deserializer;
import static dev.pinwheel.schemas.serde.Serdes.serializer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.SampleEvents;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.SchemaStep;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real Apicurio registry, through its Confluent API. */
class RegistryIT {

  private static EmbeddedRegistry registry;
  private static RegistryClient client;

  @BeforeAll
  static void start() {
    registry = EmbeddedRegistry.start();
    client = RegistryClient.of(Serdes.settings(registry.url()));
  }

  @AfterAll
  static void stop() {
    client.close();
    registry.close();
  }

  @Test
  void everyKindOfEventGoesThereAndBack() {
    var serializer = serializer(registry.url());
    var deserializer = deserializer(registry.url(), "specific.avro.reader", "false");
    Topics.all().stream()
        .flatMap(topic -> topic.value().stream())
        .distinct()
        .forEach(
            type -> {
              GenericRecord event =
                  SampleEvents.full(org.apache.avro.specific.SpecificData.get().getSchema(type));
              byte[] bytes = serializer.serialize("there-and-back-" + type.getSimpleName(), event);
              assertThat(deserializer.deserialize("t", bytes)).isEqualTo(event);
            });
  }

  @Test
  void generatedClassesGoThereAndBack() {
    byte[] bytes = serializer(registry.url()).serialize("classes", REQUEST);

    assertThat(deserializer(registry.url()).deserialize("classes", bytes)).isEqualTo(REQUEST);
  }

  @Test
  void theCataloguesSchemasAreRegisteredOnceWithTheirRule() {
    SchemaRegistration registration = new SchemaRegistration(client);

    List<SchemaStep> first = registration.apply(Topics.all());
    List<SchemaStep> second = registration.apply(Topics.all());

    assertThat(first).filteredOn(SchemaStep.Registered.class::isInstance).isNotEmpty();
    assertThat(second)
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step).isInstanceOf(SchemaStep.AlreadyRegistered.class));
    assertThat(client.compatibility("api-applied-value")).contains(Compatibility.FULL_TRANSITIVE);
  }

  @Test
  void whatTheSerializerRegistersIsWhatTheCatalogueRegistered() {
    new SchemaRegistration(client).apply(List.of(Topics.ROTATION_REQUESTED));

    byte[] bytes =
        serializer(registry.url(), "auto.register.schemas", "false")
            .serialize(Topics.ROTATION_REQUESTED.name(), REQUEST);

    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt())
        .isEqualTo(client.latest(Topics.ROTATION_REQUESTED.subject()).orElseThrow().id());
  }

  @Test
  void anIncompatibleSchemaIsRefused() {
    client.register("guarded-value", OutcomeMetric.getClassSchema());
    client.setCompatibility("guarded-value", Compatibility.FULL_TRANSITIVE);
    Schema incompatible =
        changed(OutcomeMetric.getClassSchema(), "\"name\":\"count\"", "\"name\":\"total\"");

    assertThat(client.isCompatible("guarded-value", incompatible)).isFalse();
    assertThat(client.isCompatible("guarded-value", OutcomeMetric.getClassSchema())).isTrue();
    assertThatThrownBy(() -> client.register("guarded-value", incompatible))
        .asInstanceOf(InstanceOfAssertFactories.type(SchemaRefusedException.class))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(SchemaRefusedException.Code.INCOMPATIBLE);
              assertThat(refused.subject()).isEqualTo("guarded-value");
            });
  }

  @Test
  void aCompatibleSchemaBecomesTheNextVersion() {
    Schema first = Target.getClassSchema();
    Schema second =
        changed(
            first,
            "\"fields\":[{\"name\":\"kind\"",
            "\"fields\":[{\"name\":\"label\",\"type\":[\"null\",\"string\"],\"default\":null},"
                + "{\"name\":\"kind\"");
    client.register("growing-value", first);
    client.setCompatibility("growing-value", Compatibility.FULL_TRANSITIVE);

    int id = client.register("growing-value", second);

    assertThat(client.latest("growing-value"))
        .contains(new RegisteredSchema("growing-value", 2, id, second));
    assertThat(client.find("growing-value", first).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsNotThere() {
    assertThat(client.latest("no-such-subject")).isEmpty();
    assertThat(client.find("no-such-subject", Target.getClassSchema())).isEmpty();
    assertThat(client.byId(2_000_000_000)).isEqualTo(new SchemaById.Unknown());
    assertThat(client.byId(987_654)).isEqualTo(new SchemaById.Unknown());
    assertThat(client.isCompatible("no-such-subject", Target.getClassSchema())).isTrue();
  }

  @Test
  void aNewSchemaOfAnExistingSubjectIsNotFound() {
    client.register("lookup-value", Target.getClassSchema());

    assertThat(client.find("lookup-value", OutcomeMetric.getClassSchema())).isEmpty();
    assertThatThrownBy(
            () ->
                serializer(registry.url(), "auto.register.schemas", "false")
                    .serialize("lookup", REQUEST))
        .asInstanceOf(InstanceOfAssertFactories.type(SchemaRefusedException.class))
        .satisfies(
            refused ->
                assertThat(refused.code()).isEqualTo(SchemaRefusedException.Code.NOT_REGISTERED));
  }

  @Test
  void anUnknownIdIsAnUndecodableRecord() {
    byte[] bytes = {0, 0x7f, 0, 0, 1, 2};

    assertThatThrownBy(() -> deserializer(registry.url()).deserialize("t", bytes))
        .asInstanceOf(InstanceOfAssertFactories.type(UndecodableRecordException.class))
        .satisfies(
            undecodable ->
                assertThat(undecodable.code())
                    .isEqualTo(UndecodableRecordException.Code.UNKNOWN_SCHEMA_ID));
  }

  @Test
  void theLatestVersionCanBeUsed() {
    client.register("newest-value", RotationRequested.getClassSchema());

    byte[] bytes =
        serializer(registry.url(), "auto.register.schemas", "false", "use.latest.version", "true")
            .serialize("newest", REQUEST);

    assertThat(deserializer(registry.url()).deserialize("newest", bytes)).isEqualTo(REQUEST);
  }

  @Test
  void anOutageIsRetriableAndHarmlessForWhatIsKnown() {
    PinwheelAvroSerializer<RotationRequested> knows = serializer(registry.url());
    PinwheelAvroDeserializer<RotationRequested> reads = deserializer(registry.url());
    byte[] before = knows.serialize("outage", REQUEST);
    reads.deserialize("outage", before);
    registry.stop();
    try {
      assertThat(knows.serialize("outage", REQUEST)).isEqualTo(before);
      assertThat(reads.deserialize("outage", before)).isEqualTo(REQUEST);
      assertThatThrownBy(() -> serializer(registry.url()).serialize("outage", REQUEST))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> deserializer(registry.url()).deserialize("outage", before))
          .isInstanceOf(RegistryUnavailableException.class);
    } finally {
      registry.restart();
    }
    assertThat(serializer(registry.url()).serialize("outage", REQUEST)).isEqualTo(before);
    assertThat(deserializer(registry.url()).deserialize("outage", before)).isEqualTo(REQUEST);
  }
}
