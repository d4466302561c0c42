package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.finding.PrintableText;
import dev.pinwheel.chain.name.DirectoryName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * A certificate whose bytes and extensions were read. Nothing is said about whether it is any good.
 * Two are equal where their bytes are.
 */
public final class ParsedCertificate {

  private final X509Certificate x509;
  private final Certificate structure;
  private final CertificateExtensions extensions;
  private final byte[] der;
  private final int hash;

  // computed when first asked for; two threads may both do so, and come to the same
  private volatile String digest;
  private volatile String keyDigest;
  private volatile DirectoryName subject;
  private volatile DirectoryName issuer;
  private volatile String subjectText;
  private volatile String issuerText;
  private volatile String serialNumberText;
  private volatile ProviderKey providerKey;

  private record ProviderKey(Provider provider, Optional<PublicKey> key) {}

  ParsedCertificate(
      X509Certificate x509, Certificate structure, CertificateExtensions extensions, byte[] der) {
    this.x509 = x509;
    this.structure = structure;
    this.extensions = extensions;
    this.der = der;
    this.hash = Arrays.hashCode(der);
  }

  public X509Certificate x509() {
    return x509;
  }

  /** The fields as they are encoded, for rules about the encoding itself. */
  public Certificate structure() {
    return structure;
  }

  public CertificateExtensions extensions() {
    return extensions;
  }

  public byte[] der() {
    return der.clone();
  }

  public DirectoryName subject() {
    if (subject == null) {
      subject = DirectoryName.of(structure.getSubject());
    }
    return subject;
  }

  public DirectoryName issuer() {
    if (issuer == null) {
      issuer = DirectoryName.of(structure.getIssuer());
    }
    return issuer;
  }

  /** The issuer's name as it is encoded. */
  public byte[] issuerDer() {
    return x509.getIssuerX500Principal().getEncoded();
  }

  /** The subject as it is encoded. */
  public byte[] subjectDer() {
    return x509.getSubjectX500Principal().getEncoded();
  }

  /** The subject in RFC 2253's spelling, fit to be printed. */
  public String subjectText() {
    if (subjectText == null) {
      subjectText = PrintableText.of(x509.getSubjectX500Principal().getName());
    }
    return subjectText;
  }

  /** The issuer in RFC 2253's spelling, fit to be printed. */
  public String issuerText() {
    if (issuerText == null) {
      issuerText = PrintableText.of(x509.getIssuerX500Principal().getName());
    }
    return issuerText;
  }

  /** The serial number in lower-case hexadecimal without leading zeros. */
  public String serialNumberText() {
    if (serialNumberText == null) {
      serialNumberText = x509.getSerialNumber().toString(16);
    }
    return serialNumberText;
  }

  /** SHA-256 of the whole certificate, in base64. */
  public String digest() {
    if (digest == null) {
      digest = sha256(der);
    }
    return digest;
  }

  /** SHA-256 of the SubjectPublicKeyInfo, in base64. */
  public String keyDigest() {
    if (keyDigest == null) {
      keyDigest = sha256(x509.getPublicKey().getEncoded());
    }
    return keyDigest;
  }

  /** The public key as an object of this provider; empty where the provider does not take it. */
  public Optional<PublicKey> keyOf(Provider provider) {
    if (providerKey == null || !providerKey.provider().equals(provider)) {
      providerKey = new ProviderKey(provider, TranslatedKey.of(x509.getPublicKey(), provider));
    }
    return providerKey.key();
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
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
