package dev.pinwheel.chain.pin;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 pin: 32 bytes or nothing. Whether it is of a certificate or of a public key depends on
 * what was hashed.
 *
 * @param base64 the canonical base64 form, 44 characters
 */
public record CertificatePin(String base64) {

  private static final int LENGTH = 44;

  /** Every fourth digit of base64. */
  private static final String ENDS = "AEIMQUYcgkosw048";

  public CertificatePin {
    if (!isCanonical(base64)) {
      throw new IllegalArgumentException("expected the base64 form of 32 bytes");
    }
  }

  /** The pin of some DER bytes: a certificate's, or a SubjectPublicKeyInfo's. */
  public static CertificatePin of(byte[] der) {
    return new CertificatePin(Base64.getEncoder().encodeToString(sha256(der)));
  }

  /** The pin of a certificate. */
  public static CertificatePin of(ParsedCertificate certificate) {
    return new CertificatePin(certificate.digest());
  }

  /** The pin of a certificate's SubjectPublicKeyInfo (RFC 7469 section 2.4). */
  public static CertificatePin ofKey(ParsedCertificate certificate) {
    return new CertificatePin(certificate.keyDigest());
  }

  /** Reads a pin as the platform writes it; empty where the text is anything else. */
  public static Optional<CertificatePin> parse(String text) {
    return isCanonical(text) ? Optional.of(new CertificatePin(text)) : Optional.empty();
  }

  /** The form that OkHttp and RFC 7469 tools write. */
  public String prefixed() {
    return "sha256/" + base64;
  }

  /** Lower-case hexadecimal, as {@code openssl x509 -fingerprint} has it but for the colons. */
  public String hexadecimal() {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  @Override
  public String toString() {
    return base64;
  }

  /**
   * One text for each 32 bytes: a second spelling would hide that two pins are equal. Of the last
   * digit only four bits belong to the bytes; the other two must be 0 (RFC 4648 section 3.5).
   */
  private static boolean isCanonical(String text) {
    if (text.length() != LENGTH
        || text.charAt(LENGTH - 1) != '='
        || ENDS.indexOf(text.charAt(LENGTH - 2)) < 0) {
      return false;
    }
    for (int position = 0; position < LENGTH - 2; position++) {
      if (!isDigit(text.charAt(position))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int character) {
    return (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '+'
        || character == '/';
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
