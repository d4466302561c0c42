package dev.pinwheel.chain.signature;

import dev.pinwheel.chain.certificate.EllipticKey;
import dev.pinwheel.chain.certificate.MlDsa;
import dev.pinwheel.chain.certificate.TranslatedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** The JDK and Bouncy Castle, asked by the algorithm's identifier. */
final class LibraryProviders {

  static final String JDK = "JDK";
  static final String BOUNCY_CASTLE = "Bouncy Castle";

  private static final Set<ASN1ObjectIdentifier> CURVES_OF_JDK =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private static final String PSS = "RSASSA-PSS";

  /** Not registered with the JVM: no other code is to be given its algorithms. */
  private static final Provider BC = new BouncyCastleProvider();

  private LibraryProviders() {}

  /**
   * Whether a key is none of an elliptic curve, or of one that the JDK computes on. It reads keys
   * on others, too, and of signatures by some of them it says that they are wrong (Temurin 25 of
   * sect283k1), not that it cannot tell.
   */
  static boolean isOnCurveOfJdk(PublicKey key) {
    return !(key instanceof ECPublicKey)
        || EllipticKey.of(SubjectPublicKeyInfo.getInstance(key.getEncoded()))
            .flatMap(EllipticKey::curve)
            .filter(CURVES_OF_JDK::contains)
            .isPresent();
  }

  static ProviderAnswer jdk(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return ask(new JcaContentVerifierProviderBuilder(), key, algorithm, content, signature);
    }
    try {
      // the JDK has all of PSS under one name, and the rest in parameters (RFC 4055 section 3.1)
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
      parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
      Signature pss = Signature.getInstance(PSS);
      pss.setParameter(parameters.getParameterSpec(PSSParameterSpec.class));
      return ask(pss, key, content, signature);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // absent or odd parameters: the other one may take them
      return ProviderAnswer.UNABLE;
    }
  }

  static ProviderAnswer bouncyCastle(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    Optional<PublicKey> own = isTaken(key) ? TranslatedKey.of(key, BC) : Optional.empty();
    return own.isEmpty()
        ? ProviderAnswer.UNABLE
        : ask(
            new JcaContentVerifierProviderBuilder().setProvider(BC),
            own.get(),
            algorithm,
            content,
            signature);
  }

  /** Of the many kinds that it has, those whose size and curve are known to be bounded. */
  private static boolean isTaken(PublicKey key) {
    return key instanceof RSAPublicKey
        || key instanceof DSAPublicKey
        || key instanceof ECPublicKey
        || key instanceof EdECPublicKey
        || MlDsa.isKey(key.getAlgorithm());
  }

  /** By an object of the JDK's kind. */
  static ProviderAnswer ask(Signature by, PublicKey key, byte[] content, byte[] signature) {
    try {
      by.initVerify(key);
    } catch (GeneralSecurityException | RuntimeException e) {
      // providers throw unchecked exceptions, too, for keys that make no sense to them
      return ProviderAnswer.UNABLE;
    }
    try {
      by.update(content);
      return by.verify(signature) ? ProviderAnswer.YES : ProviderAnswer.NO;
    } catch (SignatureException | RuntimeException e) {
      return ProviderAnswer.FAILED;
    }
  }

  private static ProviderAnswer ask(
      JcaContentVerifierProviderBuilder by,
      PublicKey key,
      AlgorithmIdentifier algorithm,
      byte[] content,
      byte[] signature) {
    ContentVerifier verifier;
    try {
      verifier = by.build(key).get(algorithm);
    } catch (OperatorCreationException | RuntimeException e) {
      return ProviderAnswer.UNABLE;
    }
    try (OutputStream out = verifier.getOutputStream()) {
      out.write(content);
    } catch (IOException | RuntimeOperatorException e) {
      return ProviderAnswer.FAILED;
    }
    try {
      return verifier.verify(signature) ? ProviderAnswer.YES : ProviderAnswer.NO;
    } catch (RuntimeException e) {
      return ProviderAnswer.FAILED;
    }
  }
}
