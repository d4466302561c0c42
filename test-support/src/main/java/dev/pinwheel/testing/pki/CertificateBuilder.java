package dev.pinwheel.testing.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes one certificate; every default is that of a good one, and each method is a way to make it
 * different or bad. Valid from an hour before to 90 days after the given instant unless told
 * otherwise; the serial number is 127 random bits.
 */
public final class CertificateBuilder {

  private final SecureRandom random;
  private X500Name subject = new X500Name("CN=unnamed");
  private KeyKind keyKind = KeyKind.EC_P256;
  private Optional<KeyPair> keyPair = Optional.empty();
  private Optional<HeldCertificate> issuer = Optional.empty();
  private Optional<X500Name> issuerName = Optional.empty();
  private boolean pssOnly;
  private Optional<PrivateKey> signingKey = Optional.empty();
  private Optional<String> signatureAlgorithm = Optional.empty();
  private Instant notBefore;
  private Instant notAfter;
  private BigInteger serialNumber;
  private Optional<BasicConstraints> basicConstraints = Optional.of(new BasicConstraints(false));
  private int keyUsage = KeyUsage.digitalSignature;
  private final Set<KeyPurposeId> extendedKeyUsages = new LinkedHashSet<>();
  private final List<GeneralName> alternativeNames = new ArrayList<>();
  private boolean keyIdentifiers = true;
  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

  CertificateBuilder(Instant now, SecureRandom random) {
    this.random = random;
    this.notBefore = now.minus(Duration.ofHours(1));
    this.notAfter = now.plus(Duration.ofDays(90));
    this.serialNumber = new BigInteger(127, random).setBit(126);
  }

  /** The subject's CN; replaces the whole name. */
  public CertificateBuilder commonName(String name) {
    return subject("CN=" + name);
  }

  /** The subject in RFC 2253 order and spelling, such as {@code CN=svc,O=Example}. */
  public CertificateBuilder subject(String distinguishedName) {
    // X500Name's own parser keeps the order of the text; RFC 2253 asks for the reverse
    subject = X500Name.getInstance(new X500Principal(distinguishedName).getEncoded());
    return this;
  }

  /** The subject with the string types that it has, which the text of a name does not say. */
  public CertificateBuilder subject(X500Name name) {
    subject = name;
    return this;
  }

  /** The issuer's name as this certificate writes it, such as in another string type. */
  public CertificateBuilder issuerName(X500Name name) {
    issuerName = Optional.of(name);
    return this;
  }

  /** An RSA key that is published under id-RSASSA-PSS, without parameters (RFC 4055). */
  public CertificateBuilder forPssOnly() {
    pssOnly = true;
    return this;
  }

  public CertificateBuilder keyKind(KeyKind kind) {
    keyKind = kind;
    return this;
  }

  /** The key pair of another certificate: renewals, cross-signs. */
  public CertificateBuilder keyOf(HeldCertificate other) {
    keyKind = other.keyKind();
    keyPair = Optional.of(other.keyPair());
    return this;
  }

  /** Who issues it; self-signed where this is not called. */
  public CertificateBuilder issuedBy(HeldCertificate authority) {
    issuer = Optional.of(authority);
    return this;
  }

  /** Names the issuer but signs with another key, so that the signature does not verify. */
  public CertificateBuilder signedWithKeyOf(HeldCertificate stranger) {
    signingKey = Optional.of(stranger.privateKey());
    return this;
  }

  /**
   * Name, such as {@code SHA1withECDSA} or {@code SHA256withRSAandMGF1}; the issuer's usual one
   * where this is not called.
   */
  public CertificateBuilder signatureAlgorithm(String name) {
    signatureAlgorithm = Optional.of(name);
    return this;
  }

  /** First and last instant of validity; X.509 has whole seconds. */
  public CertificateBuilder validity(Instant first, Instant last) {
    notBefore = first;
    notAfter = last;
    return this;
  }

  public CertificateBuilder serialNumber(BigInteger number) {
    serialNumber = number;
    return this;
  }

  /** A CA without a limit on the path below it. */
  public CertificateBuilder authority() {
    basicConstraints = Optional.of(new BasicConstraints(true));
    keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    return this;
  }

  /** A CA with at most this many intermediates below it. */
  public CertificateBuilder authority(int pathLength) {
    authority();
    basicConstraints = Optional.of(new BasicConstraints(pathLength));
    return this;
  }

  /** Sets the CA flag alone. */
  public CertificateBuilder authorityFlag(boolean flag) {
    basicConstraints = Optional.of(new BasicConstraints(flag));
    return this;
  }

  public CertificateBuilder withoutBasicConstraints() {
    basicConstraints = Optional.empty();
    return this;
  }

  /** Bits of {@link KeyUsage}; 0 leaves the extension out. */
  public CertificateBuilder keyUsage(int bits) {
    keyUsage = bits;
    return this;
  }

  /** Replaces the extended key usages; none leaves the extension out. */
  public CertificateBuilder extendedKeyUsage(KeyPurposeId... usages) {
    extendedKeyUsages.clear();
    extendedKeyUsages.addAll(List.of(usages));
    return this;
  }

  public CertificateBuilder dnsName(String name) {
    return alternativeName(new GeneralName(GeneralName.dNSName, name));
  }

  public CertificateBuilder ipAddress(String address) {
    return alternativeName(new GeneralName(GeneralName.iPAddress, address));
  }

  public CertificateBuilder alternativeName(GeneralName name) {
    alternativeNames.add(name);
    return this;
  }

  public CertificateBuilder withoutAlternativeNames() {
    alternativeNames.clear();
    return this;
  }

  public CertificateBuilder withoutKeyIdentifiers() {
    keyIdentifiers = false;
    return this;
  }

  /** Any other extension, such as name constraints or one that nobody knows. */
  public CertificateBuilder extension(String oid, boolean critical, ASN1Encodable value) {
    put(extensions, new ASN1ObjectIdentifier(oid), critical, value);
    return this;
  }

  /** Takes back what {@link #extension} put in. */
  public CertificateBuilder withoutExtension(String oid) {
    extensions.remove(new ASN1ObjectIdentifier(oid));
    return this;
  }

  /** An extension whose value is these bytes, which need not be DER at all. */
  public CertificateBuilder rawExtension(String oid, boolean critical, byte[] value) {
    ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(oid);
    extensions.put(id, new Extension(id, critical, value));
    return this;
  }

  /** Makes the certificate. */
  public HeldCertificate build() {
    KeyPair keys = keyPair.orElseGet(() -> keyKind.generate(random));
    if (pssOnly) {
      keys = new KeyPair(asPssKey(keys.getPublic()), keys.getPrivate());
    }
    try {
      X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(signed(keys));
      return new HeldCertificate(
          certificate, keys, keyKind, issuer.map(HeldCertificate::chain).orElse(List.of()));
    } catch (CertificateException e) {
      throw new IllegalStateException("the JDK does not read the certificate of " + subject, e);
    }
  }

  /** The PEM of a certificate that may be so malformed that the JDK does not read it. */
  public String buildPem() {
    try {
      return HeldCertificate.block(
          "CERTIFICATE", signed(keyPair.orElseGet(() -> keyKind.generate(random))).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("cannot encode the certificate of " + subject, e);
    }
  }

  private X509CertificateHolder signed(KeyPair keys) {
    try {
      X509v3CertificateBuilder content =
          new JcaX509v3CertificateBuilder(
              issuerName.orElseGet(() -> issuer.map(CertificateBuilder::nameOf).orElse(subject)),
              serialNumber,
              Date.from(notBefore),
              Date.from(notAfter),
              subject,
              keys.getPublic());
      addExtensions(content, keys);
      String algorithm =
          signatureAlgorithm.orElse(
              issuer.map(HeldCertificate::keyKind).orElse(keyKind).signatureAlgorithm());
      PrivateKey key =
          signingKey.orElse(issuer.map(HeldCertificate::privateKey).orElse(keys.getPrivate()));
      JcaContentSignerBuilder signer =
          new JcaContentSignerBuilder(algorithm).setSecureRandom(random);
      if (algorithm.endsWith("MGF1")) {
        // the JDK has RSASSA-PSS under another name than Bouncy Castle asks for
        signer.setProvider(new BouncyCastleProvider());
      }
      return content.build(signer.build(key));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot make the certificate of " + subject, e);
    }
  }

  /** Those that were given as they are take the place of those that the builder would make. */
  private void addExtensions(X509v3CertificateBuilder content, KeyPair keys)
      throws CertIOException, GeneralSecurityException {
    Map<ASN1ObjectIdentifier, Extension> all = new LinkedHashMap<>();
    basicConstraints.ifPresent(value -> put(all, Extension.basicConstraints, true, value));
    if (keyUsage != 0) {
      put(all, Extension.keyUsage, true, new KeyUsage(keyUsage));
    }
    if (!extendedKeyUsages.isEmpty()) {
      KeyPurposeId[] usages = extendedKeyUsages.toArray(KeyPurposeId[]::new);
      put(all, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
    }
    if (!alternativeNames.isEmpty()) {
      GeneralName[] names = alternativeNames.toArray(GeneralName[]::new);
      put(all, Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    if (keyIdentifiers) {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      PublicKey issuerKey = issuer.map(HeldCertificate::keyPair).orElse(keys).getPublic();
      put(
          all,
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(keys.getPublic()));
      put(
          all,
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(issuerKey));
    }
    all.putAll(extensions);
    for (Extension extension : all.values()) {
      content.addExtension(extension);
    }
  }

  private static void put(
      Map<ASN1ObjectIdentifier, Extension> all,
      ASN1ObjectIdentifier id,
      boolean critical,
      ASN1Encodable value) {
    try {
      all.put(id, Extension.create(id, critical, value));
    } catch (IOException e) {
      throw new IllegalArgumentException("the extension's value cannot be encoded", e);
    }
  }

  private static PublicKey asPssKey(PublicKey rsa) {
    try {
      SubjectPublicKeyInfo numbers = SubjectPublicKeyInfo.getInstance(rsa.getEncoded());
      return KeyFactory.getInstance("RSASSA-PSS")
          .generatePublic(
              new X509EncodedKeySpec(
                  new SubjectPublicKeyInfo(
                          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS),
                          numbers.parsePublicKey())
                      .getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the key is no RSA key", e);
    }
  }

  /** The exact bytes of the issuer's name: a reordered or re-encoded one would not chain. */
  private static X500Name nameOf(HeldCertificate issuer) {
    return X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
  }
}
