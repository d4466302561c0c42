package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.pinwheel.schemas.GoldenVersion;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes arrive: an event, or an UndecodableRecordException, at the price of little memory.
 */
class CorruptBytesTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Many times what any of the records needs, and far from what their lengths may claim. */
  private static final long MOST_BYTES_ALLOCATED = 1 << 20;

  /** Around what an array may have, beyond what fits into an int, and a block with its size. */
  private static final long[] LENGTHS = {Integer.MAX_VALUE - 16, 1L << 40, -(1L << 30)};

  private static ScriptedRegistry registry;
  private static PinwheelAvroDeserializer<SpecificRecord> deserializer;

  @BeforeAll
  static void start() {
    registry = ScriptedRegistry.start();
    deserializer = new PinwheelAvroDeserializer<>();
    deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
  }

  @AfterAll
  static void stop() {
    deserializer.close();
    registry.close();
  }

  static List<GoldenVersion> versions() {
    return GoldenVersion.all();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyProperPrefixIsRefused(GoldenVersion version) {
    byte[] record = record(version);
    for (int length = 0; length < record.length; length++) {
      if (decodes(Arrays.copyOf(record, length))) {
        fail("decoded the first " + length + " of " + record.length + " bytes");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anyChangedByteIsRefusedOrReadAsAnEvent(GoldenVersion version) {
    byte[] record = record(version);
    SplittableRandom random = new SplittableRandom(20_260_301);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] changed = record.clone();
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        changed[WireFormat.HEADER + random.nextInt(changed.length - WireFormat.HEADER)] =
            (byte) random.nextInt();
      }
      refused += decodes(changed) ? 0 : 1;
    }
    assertThat(refused).as("of 500").isPositive();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aHugeLengthAnywhereAllocatesLittle(GoldenVersion version) {
    byte[] record = record(version);
    for (long length : LENGTHS) {
      for (int at = WireFormat.HEADER; at < record.length; at++) {
        decodes(withLength(record, at, length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void noiseAfterTheHeaderIsRefused(GoldenVersion version) {
    byte[] record = record(version);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      byte[] noise = Arrays.copyOf(record, WireFormat.HEADER + random.nextInt(200));
      for (int at = WireFormat.HEADER; at < noise.length; at++) {
        noise[at] = (byte) random.nextInt();
      }
      assertThat(decodes(noise)).isFalse();
    }
  }

  private static byte[] record(GoldenVersion version) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(
        WireFormat.header(registry.register("golden-" + version.name(), version.schema())));
    record.writeBytes(version.bytes());
    byte[] bytes = record.toByteArray();
    deserializer.deserialize("warm", bytes);
    return bytes;
  }

  private static byte[] withLength(byte[] record, int at, long length) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(record, 0, at);
    long zigzag = (length << 1) ^ (length >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      changed.write((int) ((zigzag & 0x7F) | 0x80));
      zigzag >>>= 7;
    }
    changed.write((int) zigzag);
    changed.write(record, at + 1, record.length - at - 1);
    return changed.toByteArray();
  }

  /** Anything but the one exception, Errors too, fails the test by itself. */
  private static boolean decodes(byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean decoded;
    try {
      decoded = deserializer.deserialize("t", bytes) != null;
    } catch (UndecodableRecordException e) {
      decoded = false;
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES_ALLOCATED);
    return decoded;
  }
}
