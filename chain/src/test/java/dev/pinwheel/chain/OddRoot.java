package dev.pinwheel.chain;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A root with a key, or a version, that the JDK does not take or knows little of, and leaves that
 * it issued, as PEM. Everything is made by Bouncy Castle.
 */
final class OddRoot {

  private static final Provider BC = new BouncyCastleProvider();
  private static final X500Name NAME = new X500Name("CN=Odd root");
  private static final Date FIRST = Date.from(ChainCase.NOW.minus(Duration.ofDays(1)));
  private static final Date LAST = Date.from(ChainCase.NOW.plus(Duration.ofDays(30)));

  private final KeyPair keys;
  private final SubjectPublicKeyInfo info;
  private final String algorithm;

  private OddRoot(KeyPair keys, SubjectPublicKeyInfo info, String algorithm) {
    this.keys = keys;
    this.info = info;
    this.algorithm = algorithm;
  }

  /** With a key that signs with the algorithm of its own name. */
  static OddRoot of(String algorithm) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance(algorithm, BC).generateKeyPair();
      return new OddRoot(keys, info(keys.getPublic()), algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static OddRoot onCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
      generator.initialize(new ECGenParameterSpec(curve));
      KeyPair keys = generator.generateKeyPair();
      return new OddRoot(keys, info(keys.getPublic()), "SHA256withECDSA");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** With the parameters of its curve spelled out. */
  OddRoot explicit() {
    return withGenerator(parameters().getG());
  }

  /** With the parameters of a curve that is no known one: the generator is another point. */
  OddRoot strange() {
    return withGenerator(parameters().getG().twice().normalize());
  }

  OddRoot compressed() {
    ECPoint point = parameters().getCurve().decodePoint(info.getPublicKeyData().getOctets());
    return new OddRoot(
        keys, new SubjectPublicKeyInfo(info.getAlgorithm(), point.getEncoded(true)), algorithm);
  }

  private OddRoot withGenerator(ECPoint generator) {
    X9ECParameters known = parameters();
    X9ECParameters spelled =
        new X9ECParameters(
            known.getCurve(), new X9ECPoint(generator, false), known.getN(), known.getH());
    return new OddRoot(
        keys,
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, spelled),
            info.getPublicKeyData().getOctets()),
        algorithm);
  }

  private X9ECParameters parameters() {
    return ECNamedCurveTable.getByOID(
        ASN1ObjectIdentifier.getInstance(info.getAlgorithm().getParameters()));
  }

  SubjectPublicKeyInfo key() {
    return info;
  }

  PublicKey publicKey() {
    return keys.getPublic();
  }

  KeyPair keys() {
    return keys;
  }

  /** Version 3, as a CA's certificate is. */
  String pem() {
    X509v3CertificateBuilder content = version3(NAME, info);
    try {
      content.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      content.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return pem(content.build(signer()));
  }

  String versionOnePem() {
    return pem(
        new X509v1CertificateBuilder(NAME, BigInteger.ONE, FIRST, LAST, NAME, info)
            .build(signer()));
  }

  /** Version 3 without an extension. */
  String barePem() {
    return pem(version3(NAME, info).build(signer()));
  }

  /** A good leaf for TLS clients, with this key. */
  String leaf(SubjectPublicKeyInfo key) {
    X509v3CertificateBuilder content = version3(new X500Name("CN=Odd leaf"), key);
    try {
      content.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      content.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return pem(content.build(signer()));
  }

  /** A good leaf with a usual key. */
  String leaf() {
    return leaf(usualKey());
  }

  /** A leaf of version 1 with a usual key. */
  String versionOneLeaf() {
    return pem(
        new X509v1CertificateBuilder(
                NAME, BigInteger.TWO, FIRST, LAST, new X500Name("CN=Old leaf"), usualKey())
            .build(signer()));
  }

  /** A leaf of this root, with the root as the only anchor. */
  ChainCase chain() {
    return ChainCase.text(leaf()).trustingPem(pem()).anyIssuer();
  }

  private static SubjectPublicKeyInfo usualKey() {
    return info(ChainCase.CA.client("holder of a usual key").build().keyPair().getPublic());
  }

  private static X509v3CertificateBuilder version3(X500Name subject, SubjectPublicKeyInfo key) {
    return new X509v3CertificateBuilder(NAME, BigInteger.TWO, FIRST, LAST, subject, key);
  }

  private ContentSigner signer() {
    try {
      return new JcaContentSignerBuilder(algorithm).setProvider(BC).build(keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  private static String pem(X509CertificateHolder certificate) {
    try {
      return HeldCertificate.block("CERTIFICATE", certificate.getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
