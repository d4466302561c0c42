package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.policy.NamedKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** What kind of key a certificate holds. */
sealed interface SubjectKey {

  record Rsa(int bits, BigInteger exponent) implements SubjectKey {

    /** RFC 8017 section 3.1: odd, 3 at least. */
    boolean hasValidExponent() {
      return exponent.testBit(0) && exponent.compareTo(BigInteger.TWO) > 0;
    }
  }

  /** Without its parameters, which it may inherit (RFC 3279 section 2.3.2), it has 0 bits. */
  record Dsa(int bits) implements SubjectKey {}

  record Named(NamedKey key) implements SubjectKey {}

  record OtherCurve(int bits) implements SubjectKey {}

  record Unknown(String algorithm) implements SubjectKey {}

  static SubjectKey of(ParsedCertificate certificate) {
    PublicKey key = certificate.x509().getPublicKey();
    return switch (key) {
      case RSAPublicKey rsa -> new Rsa(rsa.getModulus().bitLength(), rsa.getPublicExponent());
      case DSAPublicKey dsa ->
          new Dsa(dsa.getParams() == null ? 0 : dsa.getParams().getP().bitLength());
      case ECPublicKey ec ->
          curve(ec, certificate.structure().getSubjectPublicKeyInfo().getAlgorithm());
      case EdECPublicKey edwards when edwards.getParams().getName().equals("Ed25519") ->
          new Named(NamedKey.ED25519);
      default -> new Unknown(key.getAlgorithm());
    };
  }

  /** By the curve's object identifier: explicit parameters could look like a known curve's. */
  private static SubjectKey curve(ECPublicKey key, AlgorithmIdentifier algorithm) {
    ASN1Encodable parameters = algorithm.getParameters();
    if (SECObjectIdentifiers.secp256r1.equals(parameters)) {
      return new Named(NamedKey.P_256);
    }
    if (SECObjectIdentifiers.secp384r1.equals(parameters)) {
      return new Named(NamedKey.P_384);
    }
    if (SECObjectIdentifiers.secp521r1.equals(parameters)) {
      return new Named(NamedKey.P_521);
    }
    return parameters instanceof ASN1ObjectIdentifier
        ? new OtherCurve(key.getParams().getOrder().bitLength())
        : new Unknown("EC with explicit parameters");
  }
}
