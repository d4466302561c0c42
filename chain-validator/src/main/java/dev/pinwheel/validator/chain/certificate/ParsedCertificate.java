package dev.pinwheel.validator.chain.certificate;

import dev.pinwheel.validator.chain.finding.PrintableText;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate whose bytes and extensions were read. Nothing is said about whether it is any good.
 * Two are equal where their bytes are.
 */
public final class ParsedCertificate {

  private final X509Certificate x509;
  private final CertificateExtensions extensions;
  private final byte[] der;
  private final int hash;

  ParsedCertificate(X509Certificate x509, CertificateExtensions extensions)
      throws CertificateEncodingException {
    this.x509 = x509;
    this.extensions = extensions;
    this.der = x509.getEncoded();
    this.hash = Arrays.hashCode(der);
  }

  public X509Certificate x509() {
    return x509;
  }

  public CertificateExtensions extensions() {
    return extensions;
  }

  public byte[] der() {
    return der.clone();
  }

  public X500Principal subject() {
    return x509.getSubjectX500Principal();
  }

  public X500Principal issuer() {
    return x509.getIssuerX500Principal();
  }

  /** The subject in RFC 2253's spelling, fit to be printed. */
  public String subjectText() {
    return PrintableText.of(subject().getName());
  }

  /** The issuer in RFC 2253's spelling, fit to be printed. */
  public String issuerText() {
    return PrintableText.of(issuer().getName());
  }

  /** The serial number in lower-case hexadecimal without leading zeros. */
  public String serialNumberText() {
    return x509.getSerialNumber().toString(16);
  }

  public Instant notBefore() {
    return x509.getNotBefore().toInstant();
  }

  /** The last instant of validity, itself included (RFC 5280 section 4.1.2.5). */
  public Instant notAfter() {
    return x509.getNotAfter().toInstant();
  }

  /** Whether issuer and subject have the same name (RFC 5280 section 3.2). */
  public boolean isSelfIssued() {
    return subject().equals(issuer());
  }

  /** Whether basicConstraints says that it is a CA. */
  public boolean isAuthority() {
    return extensions.basicConstraints().map(constraints -> constraints.isCA()).orElse(false);
  }

  /** Whether the other bears the same name and key (RFC 4158 section 2.4.2, loops). */
  public boolean isSameEntityAs(ParsedCertificate other) {
    return subject().equals(other.subject())
        && Arrays.equals(x509.getPublicKey().getEncoded(), other.x509.getPublicKey().getEncoded());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParsedCertificate certificate && Arrays.equals(der, certificate.der);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return subjectText() + " serial " + serialNumberText();
  }
}
