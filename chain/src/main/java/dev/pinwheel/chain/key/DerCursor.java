package dev.pinwheel.chain.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Walks through DER (X.690) in place: a library's objects would copy the private parts to where
 * nobody can wipe them. Whoever owns the array wipes it.
 */
final class DerCursor {

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;

  private final byte[] der;
  private final int end;
  private int at;

  DerCursor(byte[] der) {
    this(der, 0, der.length);
  }

  private DerCursor(byte[] der, int start, int end) {
    this.der = der;
    this.at = start;
    this.end = end;
  }

  /** Enters a SEQUENCE and steps over it. */
  DerCursor sequence() throws MalformedKeyException {
    return element(SEQUENCE);
  }

  /** Enters an OCTET STRING's content and steps over it. */
  DerCursor octets() throws MalformedKeyException {
    return element(OCTET_STRING);
  }

  /** Enters a constructed, context-specific element and steps over it. */
  DerCursor tagged(int number) throws MalformedKeyException {
    return element(0xa0 | number);
  }

  /** Whether the next element is a constructed, context-specific one of this number. */
  boolean hasTagged(int number) {
    return at < end && (der[at] & 0xff) == (0xa0 | number);
  }

  /** A number that everybody may know: it is copied. */
  BigInteger publicInteger() throws MalformedKeyException {
    DerCursor content = element(INTEGER);
    if (content.length() == 0) {
      throw new MalformedKeyException("a number is empty");
    }
    return new BigInteger(content.copy());
  }

  /** Steps over a number without looking at it. */
  void skipInteger() throws MalformedKeyException {
    element(INTEGER);
  }

  String objectIdentifier() throws MalformedKeyException {
    DerCursor content = element(OBJECT_IDENTIFIER);
    try {
      return ASN1ObjectIdentifier.fromContents(content.copy()).getId();
    } catch (IllegalArgumentException e) {
      throw new MalformedKeyException("an object identifier is not well formed");
    }
  }

  /** The array that this walks through, for whoever can work on it in place. */
  byte[] array() {
    return der;
  }

  int offset() {
    return at;
  }

  int length() {
    return end - at;
  }

  private byte[] copy() {
    return Arrays.copyOfRange(der, at, end);
  }

  private DerCursor element(int tag) throws MalformedKeyException {
    if (at >= end || (der[at] & 0xff) != tag) {
      throw new MalformedKeyException("it has another structure than its label says");
    }
    at++;
    int length = elementLength();
    if (length > end - at) {
      throw new MalformedKeyException("it is cut off");
    }
    DerCursor content = new DerCursor(der, at, at + length);
    at += length;
    return content;
  }

  private int elementLength() throws MalformedKeyException {
    int first = next();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 3) {
      throw new MalformedKeyException("a length is not one of DER");
    }
    int length = 0;
    for (int index = 0; index < count; index++) {
      length = length << 8 | next();
    }
    return length;
  }

  private int next() throws MalformedKeyException {
    if (at >= end) {
      throw new MalformedKeyException("it is cut off");
    }
    return der[at++] & 0xff;
  }
}
