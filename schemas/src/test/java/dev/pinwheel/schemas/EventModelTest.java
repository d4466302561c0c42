package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class EventModelTest {

  private static final Target TARGET =
      Target.newBuilder()
          .setKind(TargetKind.OAUTH_CLIENT)
          .setRegion("eu-west-2")
          .setId("a1b2")
          .build();

  @Test
  void generatedClassesUseIt() {
    assertThat(SpecificData.getForClass(RotationRequested.class)).isInstanceOf(EventModel.class);
    assertThat(TARGET.getSpecificData()).isInstanceOf(EventModel.class);
  }

  @Test
  void aBuilderCanStartFromAnotherEvent() {
    RotationRequested request =
        RotationRequested.newBuilder()
            .setEventId(EventIds.of("event"))
            .setRotationId(EventIds.of("rotation"))
            .setOccurredAt(Instant.EPOCH)
            .setTarget(TARGET)
            .setServiceId("service")
            .setRequestedBy("someone")
            .setCertificateChain("pem")
            .build();

    RotationRequested copy = RotationRequested.newBuilder(request).setReason("again").build();

    assertThat(copy.getReason()).isEqualTo("again");
    assertThat(copy.getTarget()).isEqualTo(TARGET).isNotSameAs(TARGET);
  }

  @Test
  void avrosOwnMessageFormatWorksToo() throws IOException {
    assertThat(Target.fromByteBuffer(TARGET.toByteBuffer())).isEqualTo(TARGET);
  }

  @Test
  void namesOfOurPackageWithoutAClassHaveNone() {
    Schema schema =
        SchemaBuilder.record("NoSuchEvent").namespace("dev.pinwheel.schemas").fields().endRecord();

    assertThat(new EventModel().getClass(schema)).isNull();
  }

  @Test
  void classesOfOtherPackagesStayUnderAvrosList() {
    Schema schema =
        SchemaBuilder.record("ProcessBuilder").namespace("java.lang").fields().endRecord();

    assertThatThrownBy(() -> new EventModel().getClass(schema))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void otherTypesAreAvrosAffair() {
    assertThat(new EventModel().getClass(Schema.create(Schema.Type.LONG))).isEqualTo(long.class);
  }
}
