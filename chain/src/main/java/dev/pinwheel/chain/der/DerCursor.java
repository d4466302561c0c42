package dev.pinwheel.chain.der;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Walks through DER (X.690) in place, where a library's objects would not do: they would copy the
 * parts of a private key to where nobody can wipe them, and take some hundred bytes for each entry
 * of a CRL. Whoever owns the array wipes it, or leaves it as it is.
 */
public final class DerCursor {

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;

  private final byte[] der;
  private final int end;
  private int at;

  public DerCursor(byte[] der) {
    this(der, 0, der.length);
  }

  private DerCursor(byte[] der, int start, int end) {
    this.der = der;
    this.at = start;
    this.end = end;
  }

  /** Enters a SEQUENCE and steps over it. */
  public DerCursor sequence() throws MalformedDerException {
    return element(SEQUENCE);
  }

  /** Enters an OCTET STRING's content and steps over it. */
  public DerCursor octets() throws MalformedDerException {
    return element(OCTET_STRING);
  }

  /** Enters a constructed, context-specific element and steps over it. */
  public DerCursor tagged(int number) throws MalformedDerException {
    return element(0xa0 | number);
  }

  /** Whether the next element is a constructed, context-specific one of this number. */
  public boolean hasTagged(int number) {
    return has(0xa0 | number);
  }

  /** Whether the next element has this tag, of one byte. */
  public boolean has(int tag) {
    return at < end && (der[at] & 0xff) == tag;
  }

  /** A number that everybody may know: it is copied. */
  public BigInteger publicInteger() throws MalformedDerException {
    DerCursor content = element(INTEGER);
    if (content.length() == 0) {
      throw new MalformedDerException("a number is empty");
    }
    return new BigInteger(content.copy());
  }

  /** Steps over a number without looking at it. */
  public void skipInteger() throws MalformedDerException {
    element(INTEGER);
  }

  public String objectIdentifier() throws MalformedDerException {
    DerCursor content = element(OBJECT_IDENTIFIER);
    try {
      return ASN1ObjectIdentifier.fromContents(content.copy()).getId();
    } catch (IllegalArgumentException e) {
      throw new MalformedDerException("an object identifier is not well formed");
    }
  }

  /** The array that this walks through, for whoever can work on it in place. */
  public byte[] array() {
    return der;
  }

  public int offset() {
    return at;
  }

  public int length() {
    return end - at;
  }

  /** The bytes that are left, for themselves. */
  public byte[] copy() {
    return Arrays.copyOfRange(der, at, end);
  }

  /** Enters the content of an element with this tag and steps over it. */
  public DerCursor element(int tag) throws MalformedDerException {
    if (!has(tag)) {
      throw new MalformedDerException("it has another structure than its label says");
    }
    return element();
  }

  /** Another walk through what is left. */
  public DerCursor again() {
    return new DerCursor(der, at, end);
  }

  /** Steps over an element of whatever tag of one byte, and has it whole. */
  public DerCursor whole() throws MalformedDerException {
    int start = at;
    element();
    return new DerCursor(der, start, at);
  }

  private DerCursor element() throws MalformedDerException {
    next();
    int length = elementLength();
    if (length > end - at) {
      throw new MalformedDerException("it is cut off");
    }
    DerCursor content = new DerCursor(der, at, at + length);
    at += length;
    return content;
  }

  private int elementLength() throws MalformedDerException {
    int first = next();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 3) {
      throw new MalformedDerException("a length is not one of DER");
    }
    int length = 0;
    for (int index = 0; index < count; index++) {
      length = length << 8 | next();
    }
    return length;
  }

  private int next() throws MalformedDerException {
    if (at >= end) {
      throw new MalformedDerException("it is cut off");
    }
    return der[at++] & 0xff;
  }
}
