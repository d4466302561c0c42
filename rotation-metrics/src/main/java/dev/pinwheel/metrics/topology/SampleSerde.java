package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Samples on the internal repartition topics: a version byte, then the fields in their order. Only
 * this application reads them.
 */
final class SampleSerde {

  private static final int VERSION = 1;

  private SampleSerde() {}

  static Serde<Sample> create() {
    return Serdes.serdeFrom(
        (topic, sample) -> sample == null ? null : write(sample),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(Sample sample) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(sample.dimension());
      out.writeUTF(sample.series());
      out.writeUTF(sample.kind());
      out.writeLong(sample.value());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to be written", e);
    }
    return bytes.toByteArray();
  }

  private static Sample read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("a sample of version " + version + ", not " + VERSION);
      }
      return new Sample(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException("a sample that cannot be read", e);
    }
  }
}
