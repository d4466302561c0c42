package dev.pinwheel.metrics.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.figures.PinFact;
import dev.pinwheel.metrics.figures.Sample;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InternalSerdesTest {

  static List<PinFact> facts() {
    return List.of(
        new PinFact.Active(Set.of()),
        new PinFact.Active(Set.of("new")),
        new PinFact.Presented(Set.of()),
        new PinFact.Presented(Set.of("new", "old", "é")));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void factsAreReadAsTheyWereWritten(PinFact fact) {
    assertThat(roundTrip(PinFactSerde.create(), fact)).isEqualTo(fact);
  }

  @Test
  void samplesAreReadAsTheyWereWritten() {
    Sample sample = new Sample("OAUTH_CLIENT/eu-west-2/é\n", "APPLIED", "MATCHED", Long.MAX_VALUE);
    assertThat(roundTrip(SampleSerde.create(), sample)).isEqualTo(sample);
  }

  @Test
  void windowKeysAreReadAsTheyWereWrittenWhateverTheNames() {
    WindowKey key = new WindowKey(Instant.ofEpochMilli(60_000), "a\nb", "c\u0000d");
    assertThat(roundTrip(WindowKey.serde(), key)).isEqualTo(key);
  }

  @Test
  void earlierWindowsSortFirst() {
    WindowKey earlier = new WindowKey(Instant.ofEpochMilli(255), "z", "z");
    WindowKey later = new WindowKey(Instant.ofEpochMilli(256), "a", "");
    byte[] bound = bytes(WindowKey.before(Instant.ofEpochMilli(256)));
    assertThat(Arrays.compareUnsigned(bytes(earlier), bound)).isNegative();
    assertThat(Arrays.compareUnsigned(bytes(later), bound)).isPositive();
  }

  private static byte[] bytes(WindowKey key) {
    return WindowKey.serde().serializer().serialize("any", key);
  }

  private static <T> T roundTrip(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("any", serde.serializer().serialize("any", value));
  }
}
