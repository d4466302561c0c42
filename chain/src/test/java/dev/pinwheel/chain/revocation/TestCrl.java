package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.NOW;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes one CRL; every default is that of a good one, from an hour before to a day after {@link
 * dev.pinwheel.chain.ChainCase#NOW}, with number 10 and nothing revoked.
 */
public final class TestCrl {

  private final HeldCertificate issuer;
  private PrivateKey key;
  private Instant thisUpdate = NOW.minus(Duration.ofHours(1));
  private Instant nextUpdate = NOW.plus(Duration.ofDays(1));
  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
  private Consumer<X509v2CRLBuilder> entries = builder -> {};
  private boolean version1;

  private TestCrl(HeldCertificate issuer) {
    this.issuer = issuer;
    this.key = issuer.privateKey();
    try {
      put(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    number(10);
  }

  public static TestCrl of(HeldCertificate issuer) {
    return new TestCrl(issuer);
  }

  public TestCrl signedWithKeyOf(HeldCertificate stranger) {
    key = stranger.privateKey();
    return this;
  }

  public TestCrl validity(Instant first, Instant last) {
    thisUpdate = first;
    nextUpdate = last;
    return this;
  }

  /** Null leaves it out. */
  public TestCrl nextUpdate(Instant last) {
    nextUpdate = last;
    return this;
  }

  public TestCrl number(int number) {
    return put(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
  }

  public TestCrl deltaOf(int baseNumber) {
    return put(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(baseNumber)));
  }

  /** Says that there are deltas. */
  public TestCrl pointingToDeltas() {
    return put(Extension.freshestCRL, false, TestDistributionPoint.uri("http://delta.example"));
  }

  public TestCrl revoking(HeldCertificate certificate) {
    return revoking(certificate, CRLReason.keyCompromise);
  }

  public TestCrl revoking(HeldCertificate certificate, int reason) {
    return entry(certificate.certificate().getSerialNumber(), reason);
  }

  /** An entry with a reason code; 0 leaves the extension out. */
  public TestCrl entry(BigInteger serialNumber, int reason) {
    return entries(builder -> builder.addCRLEntry(serialNumber, revocationDate(), reason));
  }

  /** An entry about a certificate of another issuer, in an indirect CRL. */
  public TestCrl revokingOf(HeldCertificate otherIssuer, HeldCertificate certificate) {
    return entry(
        certificate,
        Extension.certificateIssuer,
        new GeneralNames(new GeneralName(name(otherIssuer))));
  }

  /** An entry with one critical extension. */
  public TestCrl entry(HeldCertificate certificate, ASN1ObjectIdentifier id, ASN1Encodable value) {
    return entries(
        builder -> {
          try {
            ExtensionsGenerator generator = new ExtensionsGenerator();
            generator.addExtension(id, true, value);
            builder.addCRLEntry(
                certificate.certificate().getSerialNumber(),
                revocationDate(),
                generator.generate());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  public TestCrl scope(IssuingDistributionPoint scope) {
    return put(Extension.issuingDistributionPoint, true, scope);
  }

  public TestCrl forUsersOnly() {
    return scope(new IssuingDistributionPoint(null, true, false, null, false, false));
  }

  public TestCrl forAuthoritiesOnly() {
    return scope(new IssuingDistributionPoint(null, false, true, null, false, false));
  }

  public TestCrl forAttributesOnly() {
    return scope(new IssuingDistributionPoint(null, false, false, null, false, true));
  }

  public TestCrl forReasons(int reasons) {
    return scope(
        new IssuingDistributionPoint(null, false, false, new ReasonFlags(reasons), false, false));
  }

  public TestCrl at(DistributionPointName point) {
    return scope(new IssuingDistributionPoint(point, false, false, null, false, false));
  }

  public TestCrl indirect() {
    return scope(new IssuingDistributionPoint(null, false, false, null, true, false));
  }

  public TestCrl extension(String oid, boolean critical) {
    return put(new ASN1ObjectIdentifier(oid), critical, new ASN1Integer(1));
  }

  public TestCrl withoutNumber() {
    extensions.remove(Extension.cRLNumber);
    return this;
  }

  /** Without any extension, of entries or its own, and without the version, which is then 1. */
  public TestCrl ofVersion1() {
    version1 = true;
    return this;
  }

  public TestCrl criticalNumber() {
    return put(Extension.cRLNumber, true, new CRLNumber(BigInteger.TEN));
  }

  public byte[] der() {
    try {
      X509v2CRLBuilder builder = new X509v2CRLBuilder(name(issuer), Date.from(thisUpdate));
      if (nextUpdate != null) {
        builder.setNextUpdate(Date.from(nextUpdate));
      }
      entries.accept(builder);
      for (Extension extension : extensions.values()) {
        builder.addExtension(extension);
      }
      ContentSigner signer =
          new JcaContentSignerBuilder(issuer.keyKind().signatureAlgorithm()).build(key);
      X509CRLHolder list = builder.build(signer);
      return (version1 ? asVersion1(list, signer) : list).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509CRLHolder asVersion1(X509CRLHolder list, ContentSigner signer)
      throws IOException {
    TBSCertList content = list.toASN1Structure().getTBSCertList();
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(content.getSignature());
    fields.add(content.getIssuer());
    fields.add(content.getThisUpdate());
    fields.add(content.getNextUpdate());
    ASN1EncodableVector plain = new ASN1EncodableVector();
    for (TBSCertList.CRLEntry entry : content.getRevokedCertificates()) {
      plain.add(
          new DERSequence(
              new ASN1Encodable[] {entry.getUserCertificate(), entry.getRevocationDate()}));
    }
    if (plain.size() > 0) {
      fields.add(new DERSequence(plain));
    }
    DERSequence unsigned = new DERSequence(fields);
    signer.getOutputStream().write(unsigned.getEncoded());
    return new X509CRLHolder(
        CertificateList.getInstance(
            new DERSequence(
                new ASN1Encodable[] {
                  unsigned, signer.getAlgorithmIdentifier(), new DERBitString(signer.getSignature())
                })));
  }

  public String pem() {
    return HeldCertificate.block("X509 CRL", der());
  }

  public RevocationList read() {
    try {
      return RevocationListReader.read(der());
    } catch (MalformedEvidenceException e) {
      throw new AssertionError(e);
    }
  }

  static X500Name name(HeldCertificate certificate) {
    return X500Name.getInstance(certificate.certificate().getSubjectX500Principal().getEncoded());
  }

  private static Date revocationDate() {
    return Date.from(NOW.minus(Duration.ofDays(1)));
  }

  private TestCrl entries(Consumer<X509v2CRLBuilder> more) {
    entries = entries.andThen(more);
    return this;
  }

  private TestCrl put(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.put(id, Extension.create(id, critical, value));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
