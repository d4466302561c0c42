package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.PinFact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Facts about pins on their internal topic: a byte for the kind, then the pins, one a line. Only
 * this application reads them.
 */
final class PinFactSerde {

  private static final byte ACTIVE = 1;
  private static final byte PRESENTED = 2;
  private static final String SEPARATOR = "\n";

  private PinFactSerde() {}

  static Serde<PinFact> create() {
    return Serdes.serdeFrom(
        (topic, fact) -> fact == null ? null : write(fact),
        (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
  }

  private static byte[] write(PinFact fact) {
    return switch (fact) {
      case PinFact.Active active -> write(ACTIVE, active.pins());
      case PinFact.Presented presented -> write(PRESENTED, presented.pins());
    };
  }

  private static byte[] write(byte kind, Set<String> pins) {
    byte[] text = String.join(SEPARATOR, pins).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(kind).put(text).array();
  }

  private static PinFact read(ByteBuffer bytes) {
    byte kind = bytes.get();
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    Set<String> pins = text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split(SEPARATOR)));
    return switch (kind) {
      case ACTIVE -> new PinFact.Active(pins);
      case PRESENTED -> new PinFact.Presented(pins);
      default -> throw new IllegalStateException("a fact about pins of kind " + kind);
    };
  }
}
