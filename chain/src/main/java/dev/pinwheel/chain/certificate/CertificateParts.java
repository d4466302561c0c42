package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;

/**
 * Pieces of a certificate, byte for byte: what a library decoded and encodes again may be other
 * bytes, which neither a signature nor a pin would fit.
 */
final class CertificateParts {

  private CertificateParts() {}

  /** The part that is signed (RFC 5280 section 4.1.1.1). */
  static byte[] signed(byte[] der) throws MalformedDerException {
    return new DerCursor(der).sequence().whole().copy();
  }

  /** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
  static byte[] key(byte[] der) throws MalformedDerException {
    DerCursor fields = new DerCursor(der).sequence().sequence();
    if (fields.hasTagged(0)) {
      fields.tagged(0);
    }
    fields.skipInteger();
    // algorithm, issuer, validity, subject
    for (int field = 0; field < 4; field++) {
      fields.sequence();
    }
    return fields.whole().copy();
  }
}
