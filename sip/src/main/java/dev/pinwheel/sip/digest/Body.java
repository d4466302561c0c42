package dev.pinwheel.sip.digest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message's body: bytes, since {@code auth-int} hashes bytes (RFC 7616 section 3.4.3). */
public final class Body {

  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /** A body that is text, in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** A character for each byte, and back by {@link #ofLatin1}: to change line ends only. */
  String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static Body ofLatin1(String text) {
    return new Body(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
