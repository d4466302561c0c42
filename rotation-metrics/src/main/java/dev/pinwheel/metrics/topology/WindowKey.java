package dev.pinwheel.metrics.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Names a window's sum in its store. The start comes first, so that the bytes of earlier windows
 * sort before those of later ones and closed windows are found without looking at open ones.
 */
record WindowKey(Instant start, String dimension, String series) {

  /** Sorts before every key of windows that start at this instant or later. */
  static WindowKey before(Instant start) {
    return new WindowKey(start, "", "");
  }

  static Serde<WindowKey> serde() {
    return Serdes.serdeFrom((topic, key) -> key.write(), (topic, bytes) -> read(bytes));
  }

  private byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(start.toEpochMilli());
      out.writeUTF(dimension);
      out.writeUTF(series);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to be written", e);
    }
    return bytes.toByteArray();
  }

  private static WindowKey read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new WindowKey(Instant.ofEpochMilli(in.readLong()), in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored key cannot be read", e);
    }
  }
}
