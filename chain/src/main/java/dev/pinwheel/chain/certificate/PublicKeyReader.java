package dev.pinwheel.chain.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Makes an object of a key that the JDK's certificates do not take: an elliptic curve that it lacks
 * or that is spelled out, a compressed point, whatever stands in a certificate that it refuses.
 */
final class PublicKeyReader {

  /** Not registered with the JVM: no other code is to be given its algorithms. */
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private PublicKeyReader() {}

  /** An {@link UnreadKey} where nobody takes it. */
  static PublicKey read(SubjectPublicKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    Optional<PublicKey> key =
        EllipticKey.of(info).isPresent()
            ? EllipticKey.of(info).flatMap(form -> form.named(info)).flatMap(PublicKeyReader::curve)
            : factoryFor(algorithm).flatMap(name -> key(name, info));
    return key.orElseGet(() -> new UnreadKey(algorithm.getId(), encoded(info)));
  }

  private static Optional<PublicKey> curve(SubjectPublicKeyInfo info) {
    return key("EC", info)
        .or(() -> key(new X509EncodedKeySpec(encoded(info)), "EC", Optional.of(BOUNCY_CASTLE)));
  }

  private static Optional<String> factoryFor(ASN1ObjectIdentifier algorithm) {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return Optional.of("RSA");
    }
    if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return Optional.of("RSASSA-PSS");
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_dsa)) {
      return Optional.of("DSA");
    }
    return algorithm.equals(EdECObjectIdentifiers.id_Ed25519)
            || algorithm.equals(EdECObjectIdentifiers.id_Ed448)
        ? Optional.of("EdDSA")
        : Optional.empty();
  }

  private static Optional<PublicKey> key(String name, SubjectPublicKeyInfo info) {
    return key(new X509EncodedKeySpec(encoded(info)), name, Optional.empty());
  }

  private static Optional<PublicKey> key(
      X509EncodedKeySpec encoded, String name, Optional<Provider> provider) {
    try {
      KeyFactory factory =
          provider.isPresent()
              ? KeyFactory.getInstance(name, provider.get())
              : KeyFactory.getInstance(name);
      return Optional.of(factory.generatePublic(encoded));
    } catch (GeneralSecurityException | RuntimeException e) {
      // whoever asks has another provider, or none
      return Optional.empty();
    }
  }

  private static byte[] encoded(SubjectPublicKeyInfo info) {
    try {
      return info.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
  }
}
