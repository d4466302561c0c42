package dev.pinwheel.chain.der;

import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Reads Bouncy Castle's objects. It asks a stream for one byte after another, and {@link
 * java.io.ByteArrayInputStream}, which its own methods use, takes a lock for each.
 */
public final class BerObject {

  private BerObject() {}

  /**
   * Reads one object (X.690).
   *
   * @throws IOException where the bytes are not one object and nothing else
   */
  public static ASN1Primitive read(byte[] bytes) throws IOException {
    try (ASN1InputStream stream = new ASN1InputStream(new Unlocked(bytes), bytes.length)) {
      ASN1Primitive object = stream.readObject();
      if (object == null || stream.available() > 0) {
        throw new IOException("%d bytes are not one object".formatted(bytes.length));
      }
      return object;
    } catch (RuntimeException e) {
      // malformed content is reported with unchecked exceptions of several types, too
      throw new IOException(e.getMessage(), e);
    }
  }

  /** For one thread. */
  private static final class Unlocked extends InputStream {

    private final byte[] bytes;
    private int at;

    Unlocked(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }

    @Override
    public int available() {
      return bytes.length - at;
    }
  }
}
