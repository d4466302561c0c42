package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.RegistryUnavailableException;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.net.ConnectException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputDecoderTest {

  private static final byte[] BYTES = {0};

  static List<Topic> inputs() {
    return RotationMetricsTopology.INPUTS;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyInputEventNamesItsTargetAndTime(Topic topic) {
    Schema schema = SpecificData.get().getSchema(topic.value().orElseThrow());
    assertThat(schema.getField("target").schema().getFullName())
        .isEqualTo("dev.pinwheel.schemas.Target");
    assertThat(schema.getField("occurredAt").schema().getLogicalType().getName())
        .isEqualTo("timestamp-micros");
  }

  @Test
  void eventIsNamedForItsTarget() {
    SpecificRecord event = SampleEvents.validated("a", ASKED);
    assertThat(decoded(Topics.CHAIN_VALIDATED, event))
        .isEqualTo(new Decoded.Event("OAUTH_CLIENT/eu-west-2/a", ASKED, event));
  }

  @Test
  void registryThatDoesNotAnswerIsNotTheRecordsFault() {
    RuntimeException down =
        new RegistryUnavailableException(
            RegistryUnavailableException.Code.UNREACHABLE, "down", null);
    assertThatThrownBy(() -> decodedBy(failing(down))).isSameAs(down);
    RuntimeException wrapped = new SerializationException("down", new ConnectException());
    assertThatThrownBy(() -> decodedBy(failing(wrapped))).isSameAs(wrapped);
  }

  @Test
  void registryThatDeniesAccessIsNotTheRecordsFault() {
    RuntimeException denied =
        new SchemaRefusedException(SchemaRefusedException.Code.ACCESS_DENIED, "", 401, "no");
    assertThatThrownBy(() -> decodedBy(failing(denied))).isSameAs(denied);
  }

  @Test
  void anyOtherFailureIsTheRecordsOwn() {
    assertThat(decodedBy(failing(new IllegalStateException())))
        .isEqualTo(
            new Decoded.Unusable(
                Decoded.Code.UNDECODABLE, "java.lang.IllegalStateException", "null"));
  }

  @Test
  void bytesThatNestTooDeeplyAreUndecodable() {
    Decoded decoded =
        decodedBy(
            (topic, bytes) -> {
              throw new StackOverflowError();
            });
    assertThat(decoded).isInstanceOf(Decoded.Unusable.class);
  }

  @Test
  void deserializerThatAnswersNothingGivesNoEvent() {
    assertThat(decodedBy((topic, bytes) -> null))
        .isEqualTo(new Decoded.Unusable(Decoded.Code.UNEXPECTED_TYPE, "", "decoded as nothing"));
  }

  @Test
  void namesAreAsLongAsTheLimitAndNoLonger() {
    int prefix = "OAUTH_CLIENT/eu-west-2/".length();
    String longest = "i".repeat(InputDecoder.LONGEST_NAME - prefix);
    assertThat(decoded(Topics.PIN_OBSERVED, SampleEvents.observed(longest, ASKED)))
        .isInstanceOf(Decoded.Event.class);
    assertThat(decoded(Topics.PIN_OBSERVED, SampleEvents.observed(longest + "i", ASKED)))
        .isEqualTo(
            new Decoded.Unusable(Decoded.Code.NAME_TOO_LONG, "", "a name of 501 characters"));
  }

  @Test
  void codesAreLimitedToo() {
    String code = "C".repeat(InputDecoder.LONGEST_NAME);
    assertThat(decoded(Topics.ROTATION_FAILED, SampleEvents.failed("a", ASKED, null, code)))
        .isInstanceOf(Decoded.Event.class);
    assertThat(decoded(Topics.ROTATION_FAILED, SampleEvents.failed("a", ASKED, null, code + "C")))
        .isInstanceOf(Decoded.Unusable.class);
  }

  private static Decoded decoded(Topic topic, SpecificRecord event) {
    return decoder((name, bytes) -> event).decode(topic.name(), new RecordHeaders(), BYTES);
  }

  private static Decoded decodedBy(Deserializer<SpecificRecord> values) {
    return decoder(values).decode(Topics.API_APPLIED.name(), new RecordHeaders(), BYTES);
  }

  private static InputDecoder decoder(Deserializer<SpecificRecord> values) {
    return new InputDecoder(RotationMetricsTopology.INPUTS, values);
  }

  private static Deserializer<SpecificRecord> failing(RuntimeException failure) {
    return (topic, bytes) -> {
      throw failure;
    };
  }
}
