package dev.pinwheel.runtime.engine.handling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.engine.handling.ValueDecoder.Decoded;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ValueDecoderTest {

  private static final ConsumerRecord<byte[], byte[]> RECORD =
      new ConsumerRecord<>("topic", 0, 7, new byte[0], "text".getBytes(StandardCharsets.UTF_8));

  @Test
  void whatTheDeserializerMakesOfTheBytesIsTheValue() throws InterruptedException {
    assertThat(decode(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .isEqualTo(new Decoded.Value<>("text"));
  }

  @Test
  void bytesThatCannotBeDecodedAreUnusable() throws InterruptedException {
    assertThat(failing(new SerializationException("no event")))
        .isInstanceOfSatisfying(
            Decoded.Unusable.class,
            unusable -> assertThat(unusable.code()).isEqualTo(QuarantineCode.UNDECODABLE));
  }

  @Test
  void registryThatDoesNotAnswerIsWaitedFor() throws InterruptedException {
    assertThat(failing(new TimeoutException("no answer"))).isInstanceOf(Decoded.Unavailable.class);
  }

  @Test
  void registryThatRefusesUsSaysNothingAboutTheBytes() throws InterruptedException {
    assertThat(
            failing(
                new SerializationException(
                    "wrapped",
                    new SchemaRefusedException(
                        SchemaRefusedException.Code.ACCESS_DENIED, "", 401, "denied"))))
        .isInstanceOf(Decoded.Unavailable.class);
  }

  private static Decoded<Object> failing(RuntimeException failure) throws InterruptedException {
    return decode(
        bytes -> {
          throw failure;
        });
  }

  private static Decoded<Object> decode(Function<byte[], Object> deserializer)
      throws InterruptedException {
    try (ValueDecoder<Object> decoder =
        new ValueDecoder<>(() -> (topic, bytes) -> deserializer.apply(bytes), 1, List.of())) {
      return decoder.decode(RECORD);
    }
  }
}
