package dev.pinwheel.executor.rotation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A pin: base64 of a SHA-256. What the platform stores is the pin of a certificate's DER; the same
 * form over the SubjectPublicKeyInfo is what RFC 7469 section 2.4 pins.
 *
 * @param base64 44 characters that decode to 32 bytes
 */
public record CertificatePin(String base64) {

  private static final int SHA256_BYTES = 32;

  /**
   * Accepts nothing but 32 bytes in padded base64.
   *
   * @throws IllegalArgumentException otherwise
   */
  public CertificatePin {
    byte[] hash = Base64.getDecoder().decode(base64);
    // Encoding again refuses the second spellings that stray bits in the last character allow.
    if (hash.length != SHA256_BYTES || !Base64.getEncoder().encodeToString(hash).equals(base64)) {
      throw new IllegalArgumentException("a pin is the base64 of 32 bytes");
    }
  }

  /** The pin of these bytes. */
  static CertificatePin of(byte[] der) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(der);
      return new CertificatePin(Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }

  @Override
  public String toString() {
    return base64;
  }
}
