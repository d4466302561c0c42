package dev.pinwheel.chain.transparency;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One signed certificate timestamp (RFC 6962 section 3.2), as it was read and not yet verified.
 *
 * @param logId hexadecimal
 * @param milliseconds since 1970
 * @param extensions hexadecimal
 * @param hash and {@code signature}: numbers of RFC 5246 section 7.4.1.4.1
 * @param signed hexadecimal signature
 */
record EmbeddedTimestamp(
    String logId, long milliseconds, String extensions, int hash, int signature, String signed) {

  static final int V1 = 0;
  static final int SHA_256 = 4;
  static final int RSA = 1;
  static final int ECDSA = 3;
  private static final int LOG_ID_BYTES = 32;

  /**
   * Reads one of version 1.
   *
   * @throws java.nio.BufferUnderflowException where it is cut off
   */
  static EmbeddedTimestamp read(ByteBuffer sct) {
    int version = sct.get();
    if (version != V1) {
      throw new IllegalArgumentException("SCT of version " + version);
    }
    String logId = hex(sct, LOG_ID_BYTES);
    long milliseconds = sct.getLong();
    String extensions = hex(sct, Short.toUnsignedInt(sct.getShort()));
    int hash = sct.get();
    int signature = sct.get();
    String signed = hex(sct, Short.toUnsignedInt(sct.getShort()));
    if (sct.hasRemaining()) {
      throw new IllegalArgumentException("bytes follow the SCT");
    }
    return new EmbeddedTimestamp(logId, milliseconds, extensions, hash, signature, signed);
  }

  Instant timestamp() {
    return Instant.ofEpochMilli(milliseconds);
  }

  private static String hex(ByteBuffer buffer, int length) {
    if (length > buffer.remaining()) {
      throw new IllegalArgumentException("the SCT is cut off");
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
