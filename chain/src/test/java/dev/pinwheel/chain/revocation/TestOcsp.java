package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.NOW;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes one OCSP response; every default is that of a good one, signed by the issuer itself, from
 * an hour before to a day after NOW, which says that the certificate is good.
 */
public final class TestOcsp {

  private final HeldCertificate certificate;
  private final HeldCertificate issuer;
  private HeldCertificate signer;
  private HeldCertificate namedResponder;
  private PrivateKey key;
  private AlgorithmIdentifier hash =
      new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
  private BigInteger serialNumber;
  private CertificateStatus status = CertificateStatus.GOOD;
  private Instant thisUpdate = NOW.minus(Duration.ofHours(1));
  private Instant nextUpdate = NOW.plus(Duration.ofDays(1));
  private Instant producedAt = NOW.minus(Duration.ofMinutes(30));
  private Extensions extensions;
  private Extensions singleExtensions;

  private TestOcsp(HeldCertificate certificate, HeldCertificate issuer) {
    this.certificate = certificate;
    this.issuer = issuer;
    this.signer = issuer;
    this.namedResponder = issuer;
    this.key = issuer.privateKey();
    this.serialNumber = certificate.certificate().getSerialNumber();
  }

  public static TestOcsp about(HeldCertificate certificate, HeldCertificate issuer) {
    return new TestOcsp(certificate, issuer);
  }

  public TestOcsp signedBy(HeldCertificate responder) {
    signer = responder;
    namedResponder = responder;
    key = responder.privateKey();
    return this;
  }

  public TestOcsp signedWithKeyOf(HeldCertificate stranger) {
    key = stranger.privateKey();
    return this;
  }

  public TestOcsp naming(HeldCertificate responder) {
    namedResponder = responder;
    return this;
  }

  public TestOcsp hashedWith(ASN1ObjectIdentifier algorithm) {
    hash = new AlgorithmIdentifier(algorithm, DERNull.INSTANCE);
    return this;
  }

  public TestOcsp serialNumber(BigInteger other) {
    serialNumber = other;
    return this;
  }

  public TestOcsp revoked(int reason) {
    status = new RevokedStatus(Date.from(NOW.minus(Duration.ofDays(1))), reason);
    return this;
  }

  public TestOcsp unknown() {
    status = new UnknownStatus();
    return this;
  }

  /** Null for the end leaves it out. */
  public TestOcsp validity(Instant first, Instant last) {
    thisUpdate = first;
    nextUpdate = last;
    return this;
  }

  public TestOcsp producedAt(Instant instant) {
    producedAt = instant;
    return this;
  }

  public TestOcsp extension(String oid, boolean critical, byte[] value) {
    extensions = new Extensions(new Extension(new ASN1ObjectIdentifier(oid), critical, value));
    return this;
  }

  public TestOcsp singleExtension(String oid, boolean critical) {
    try {
      singleExtensions =
          new Extensions(
              new Extension(
                  new ASN1ObjectIdentifier(oid), critical, new ASN1Integer(1).getEncoded()));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] der() {
    try {
      JcaDigestCalculatorProviderBuilder digests = new JcaDigestCalculatorProviderBuilder();
      CertificateID id =
          new CertificateID(
              digests.build().get(hash),
              new JcaX509CertificateHolder(issuer.certificate()),
              serialNumber);
      BasicOCSPRespBuilder builder =
          new BasicOCSPRespBuilder(new RespID(TestCrl.name(namedResponder)));
      builder.addResponse(
          id,
          status,
          Date.from(thisUpdate),
          nextUpdate == null ? null : Date.from(nextUpdate),
          singleExtensions);
      if (extensions != null) {
        builder.setResponseExtensions(extensions);
      }
      List<X509CertificateHolder> chain = new ArrayList<>();
      if (!signer.equals(issuer)) {
        chain.add(new JcaX509CertificateHolder(signer.certificate()));
      }
      return new OCSPRespBuilder()
          .build(
              OCSPRespBuilder.SUCCESSFUL,
              builder.build(
                  new JcaContentSignerBuilder(signer.keyKind().signatureAlgorithm()).build(key),
                  chain.toArray(X509CertificateHolder[]::new),
                  Date.from(producedAt)))
          .getEncoded();
    } catch (IOException | GeneralSecurityException | OCSPException | OperatorCreationException e) {
      throw new IllegalStateException("no response about " + certificate, e);
    }
  }

  public OcspAnswer read() {
    try {
      return OcspAnswerReader.read(der());
    } catch (MalformedEvidenceException e) {
      throw new AssertionError(e);
    }
  }
}
