package dev.pinwheel.audit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.audit.SampleEvents;
import dev.pinwheel.schemas.serde.RegistryUnavailableException;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import dev.pinwheel.schemas.serde.UndecodableRecordException;
import java.io.EOFException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordDecoderTest {

  static Stream<RuntimeException> worthRetrying() {
    return Stream.of(
        new RegistryUnavailableException(RegistryUnavailableException.Code.TIMEOUT, "slow", null),
        new SchemaRefusedException(SchemaRefusedException.Code.ACCESS_DENIED, "", 401, "no"),
        new SerializationException("cannot fetch the schema", new ConnectException("refused")));
  }

  static Stream<RuntimeException> badBytes() {
    return Stream.of(
        new SerializationException("cannot decode", new EOFException()),
        new AvroRuntimeException("malformed"),
        new IndexOutOfBoundsException("a bug of theirs"));
  }

  @ParameterizedTest
  @MethodSource("worthRetrying")
  void waitsWhereTheRegistryIsInTheWay(RuntimeException thrown) {
    assertThatThrownBy(() -> decode(thrown)).isInstanceOf(DecoderUnavailableException.class);
  }

  @ParameterizedTest
  @MethodSource("badBytes")
  void giveUpBytesThatAreNoEvent(RuntimeException thrown) throws DecoderUnavailableException {
    assertThat(decode(thrown))
        .isEqualTo(
            new Decoding.Undecodable(
                RecordDecoder.NOT_DECODABLE, thrown.getClass().getSimpleName()));
  }

  @Test
  void keepsTheClosedCodeOfOurDeserializer() throws DecoderUnavailableException {
    assertThat(
            decode(
                new UndecodableRecordException(
                    UndecodableRecordException.Code.WRONG_MAGIC, "api-applied", "7")))
        .isEqualTo(new Decoding.Undecodable("WRONG_MAGIC", "7"));
  }

  @Test
  void recordWithoutValueIsNoEvent() throws DecoderUnavailableException {
    RecordDecoder decoder = new RecordDecoder((topic, bytes) -> SampleEvents.applied(1));

    assertThat(decoder.decode("api-applied", new RecordHeaders(), null))
        .isInstanceOf(Decoding.Undecodable.class);
  }

  @Test
  void valueThatIsNoRecordIsNoEvent() throws DecoderUnavailableException {
    RecordDecoder decoder = new RecordDecoder((topic, bytes) -> "text");

    assertThat(decoder.decode("api-applied", new RecordHeaders(), new byte[0]))
        .isEqualTo(
            new Decoding.Undecodable(RecordDecoder.NO_RECORD, "the value is no Avro record"));
  }

  private static Decoding decode(RuntimeException thrown) throws DecoderUnavailableException {
    RecordDecoder decoder =
        new RecordDecoder(
            (topic, bytes) -> {
              throw thrown;
            });
    return decoder.decode("api-applied", new RecordHeaders(), new byte[] {1});
  }
}
