package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.MalformedDerException;
import dev.pinwheel.chain.finding.PrintableText;
import dev.pinwheel.chain.name.DirectoryName;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * A certificate whose bytes and extensions were read. Nothing is said about whether it is any good.
 * Two are equal where their bytes are.
 */
public final class ParsedCertificate {

  private final CertificateFields fields;
  private final Certificate structure;
  private final CertificateExtensions extensions;
  private final byte[] der;
  private final int hash;

  // computed when first asked for; two threads may both do so, and come to the same
  private volatile String digest;
  private volatile String keyDigest;
  private volatile DirectoryName subject;
  private volatile DirectoryName issuer;
  private volatile byte[] encodedKey;
  private volatile String subjectText;
  private volatile String issuerText;
  private volatile String serialNumberText;
  private volatile ProviderKey providerKey;

  private record ProviderKey(Provider provider, Optional<PublicKey> key) {}

  ParsedCertificate(
      CertificateFields fields,
      Certificate structure,
      CertificateExtensions extensions,
      byte[] der) {
    this.fields = fields;
    this.structure = structure;
    this.extensions = extensions;
    this.der = der;
    this.hash = Arrays.hashCode(der);
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
    return fields.issuer().getEncoded();
  }

  /** The subject as it is encoded. */
  public byte[] subjectDer() {
    return fields.subject().getEncoded();
  }

  /** The subject in RFC 2253's spelling, fit to be printed. */
  public String subjectText() {
    if (subjectText == null) {
      subjectText = PrintableText.of(NameText.of(fields.subject()));
    }
    return subjectText;
  }

  /** The issuer in RFC 2253's spelling, fit to be printed. */
  public String issuerText() {
    if (issuerText == null) {
      issuerText = PrintableText.of(NameText.of(fields.issuer()));
    }
    return issuerText;
  }

  public BigInteger serialNumber() {
    return structure.getSerialNumber().getValue();
  }

  /** The serial number in lower-case hexadecimal without leading zeros. */
  public String serialNumberText() {
    if (serialNumberText == null) {
      serialNumberText = serialNumber().toString(16);
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
      keyDigest = sha256(encodedKey());
    }
    return keyDigest;
  }

  /**
   * The key to compute with; an {@link UnreadKey} where it is none. A curve that was spelled out is
   * the named one that it is.
   */
  public PublicKey publicKey() {
    return fields.publicKey();
  }

  /** The SubjectPublicKeyInfo, byte for byte as the certificate has it. */
  public byte[] encodedKey() {
    if (encodedKey == null) {
      try {
        encodedKey = CertificateParts.key(der);
      } catch (MalformedDerException e) {
        throw new IllegalStateException("what was read as a certificate has its key", e);
      }
    }
    return encodedKey.clone();
  }

  /** What is signed, byte for byte (RFC 5280 section 4.1.1.1). */
  public byte[] signedContent() {
    try {
      return CertificateParts.signed(der);
    } catch (MalformedDerException e) {
      throw new IllegalStateException("what was read as a certificate has its signed part", e);
    }
  }

  /**
   * The bits of the signature, the last octet filled up where they are no whole octets: no
   * algorithm's signature is such, and none verifies.
   */
  public byte[] signature() {
    return structure.getSignature().getBytes();
  }

  /** An extension's content, such as no rule looks at; empty where it has none of the kind. */
  public Optional<byte[]> extension(ASN1ObjectIdentifier id) {
    return Optional.ofNullable(structure.getExtensions())
        .map(all -> all.getExtension(id))
        .map(extension -> extension.getExtnValue().getOctets());
  }

  /**
   * What the JDK's reader has against the certificate, in its words; empty where it takes it. Such
   * a certificate has pins, and no place on a valid path.
   */
  public Optional<String> doubt() {
    return Optional.of(fields.doubt()).filter(text -> !text.isEmpty());
  }

  /** The public key as an object of this provider; empty where the provider does not take it. */
  public Optional<PublicKey> keyOf(Provider provider) {
    if (providerKey == null || !providerKey.provider().equals(provider)) {
      providerKey = new ProviderKey(provider, TranslatedKey.of(publicKey(), provider));
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
    return fields.notBefore();
  }

  /** The last instant of validity, itself included (RFC 5280 section 4.1.2.5). */
  public Instant notAfter() {
    return fields.notAfter();
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
    return subject().equals(other.subject()) && keyDigest().equals(other.keyDigest());
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
