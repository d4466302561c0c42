package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.EllipticKey;
import dev.pinwheel.chain.certificate.MlDsa;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.certificate.UnreadKey;
import dev.pinwheel.chain.policy.NamedKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

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

  /** A curve that no policy can list; 0 bits where it is not known. */
  record OtherCurve(String name, int bits) implements SubjectKey {}

  /** A curve that is spelled out, or a compressed point (RFC 5480 sections 2.1.1 and 2.2). */
  record OddCurve(EllipticKey form) implements SubjectKey {

    String text() {
      return (form.explicit() ? "explicit parameters, those of " + form.name() : form.name())
          + (form.compressed() ? ", compressed point" : "");
    }
  }

  /** Of a kind that is known, with bytes that make no key of it. */
  record Unreadable(String algorithm) implements SubjectKey {}

  record Unknown(String algorithm) implements SubjectKey {}

  static SubjectKey of(ParsedCertificate certificate) {
    SubjectPublicKeyInfo info = certificate.structure().getSubjectPublicKeyInfo();
    PublicKey key = certificate.publicKey();
    Optional<EllipticKey> curve = EllipticKey.of(info);
    if (curve.isPresent()) {
      return curve(curve.get(), key);
    }
    AlgorithmIdentifier algorithm = info.getAlgorithm();
    Optional<MlDsa> lattice = MlDsa.of(algorithm.getAlgorithm());
    if (lattice.isPresent()) {
      return lattice(lattice.get(), info);
    }
    return switch (key) {
      case RSAPublicKey rsa -> new Rsa(rsa.getModulus().bitLength(), rsa.getPublicExponent());
      case DSAPublicKey dsa ->
          new Dsa(dsa.getParams() == null ? 0 : dsa.getParams().getP().bitLength());
      case EdECPublicKey edwards when edwards.getParams().getName().equals("Ed25519") ->
          new Named(NamedKey.ED25519);
      case EdECPublicKey edwards -> new Unknown(edwards.getParams().getName());
      default -> new Unknown(new DefaultAlgorithmNameFinder().getAlgorithmName(algorithm));
    };
  }

  private static SubjectKey curve(EllipticKey form, PublicKey key) {
    if (form.explicit() || form.compressed()) {
      return new OddCurve(form);
    }
    Optional<NamedKey> named = NamedKey.named(form.name());
    if (named.isPresent()) {
      return key instanceof UnreadKey ? new Unreadable(form.name()) : new Named(named.get());
    }
    return new OtherCurve(form.name(), form.bits());
  }

  /** RFC 9881 section 2: no parameters, and the key's bytes as FIPS 204 has them. */
  private static SubjectKey lattice(MlDsa set, SubjectPublicKeyInfo info) {
    return info.getAlgorithm().getParameters() == null
            && info.getPublicKeyData().getOctets().length == set.keyBytes()
        ? new Named(NamedKey.of(set))
        : new Unreadable(set.text());
  }
}
