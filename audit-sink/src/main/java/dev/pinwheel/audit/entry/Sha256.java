package dev.pinwheel.audit.entry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes, compared by value. */
public final class Sha256 {

  private static final int BYTES = 32;

  /** What the first entry of a log is chained to. */
  public static final Sha256 ZERO = new Sha256(new byte[BYTES]);

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("expected " + BYTES + " bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** The digest of these parts, one after another. */
  public static Sha256 of(byte[]... parts) {
    MessageDigest digest = newDigest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Sha256(digest.digest());
  }

  /**
   * A digest that was computed before.
   *
   * @throws IllegalArgumentException where it has not 32 bytes
   */
  public static Sha256 wrap(byte[] bytes) {
    return new Sha256(bytes.clone());
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where the text is something else
   */
  public static Sha256 parse(String hexadecimal) {
    return new Sha256(HexFormat.of().parseHex(hexadecimal));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 digest && MessageDigest.isEqual(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
