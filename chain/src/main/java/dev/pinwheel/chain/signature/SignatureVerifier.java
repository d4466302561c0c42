package dev.pinwheel.chain.signature;

import dev.pinwheel.chain.certificate.MlDsa;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.certificate.TranslatedKey;
import dev.pinwheel.chain.certificate.UnreadKey;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Whether one certificate was signed with the key of another, or evidence with a key. It remembers
 * what it verified of CA certificates, and may be used by any number of threads.
 */
public final class SignatureVerifier {

  /**
   * The largest RSA modulus that is computed with; a check of 8192 bits costs about a millisecond.
   */
  private static final int MOST_RSA_BITS = 8192;

  /** The largest of FIPS 186-4; a check costs about a millisecond. */
  private static final int MOST_DSA_BITS = 3072;

  /** Public exponents are small in practice; a large one makes a check as slow as signing. */
  private static final int MOST_EXPONENT_BITS = 64;

  /** Those without parameters, which every provider knows by one name. */
  private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

  private final SignatureProvider provider;
  private final VerifiedSignatures verified = new VerifiedSignatures();

  public SignatureVerifier(SignatureProvider provider) {
    this.provider = provider;
  }

  public SignatureProvider provider() {
    return provider;
  }

  /** Whether a provider is the one that was chosen, or the JDK, and not the last resort. */
  public static boolean isUsual(String provider) {
    return !provider.equals(LibraryProviders.BOUNCY_CASTLE);
  }

  /** What is already known of a certificate's signature, so that it costs nothing. */
  public Optional<SignatureResult> remembered(
      ParsedCertificate certificate, ParsedCertificate issuer) {
    return certificate.isAuthority()
        ? verified.providerOf(proof(certificate, issuer)).map(SignatureResult.Verified::new)
        : Optional.empty();
  }

  /**
   * Checks a certificate's signature with the issuer's key. A DSA key that inherits its parameters
   * (RFC 3279 section 2.3.2) checks nothing here.
   */
  public SignatureResult check(ParsedCertificate certificate, ParsedCertificate issuer) {
    Optional<SignatureResult> before = remembered(certificate, issuer);
    if (before.isPresent()) {
      return before.get();
    }
    if (!isOfItsScheme(certificate, issuer)) {
      return new SignatureResult.Wrong();
    }
    SignatureResult result =
        check(
            issuer.publicKey(),
            issuer::keyOf,
            certificate.structure().getSignatureAlgorithm(),
            certificate.signedContent(),
            certificate.signature());
    if (certificate.isAuthority() && result instanceof SignatureResult.Verified good) {
      verified.add(proof(certificate, issuer), good.provider());
    }
    return result;
  }

  /**
   * Whether a certificate's signature is one that the issuer's key may make, whoever would verify
   * it: see {@link SignatureScheme}.
   */
  public static boolean isOfItsScheme(ParsedCertificate certificate, ParsedCertificate issuer) {
    return isOfItsScheme(
        issuer.structure().getSubjectPublicKeyInfo().getAlgorithm(),
        certificate.structure().getSignatureAlgorithm());
  }

  private static boolean isOfItsScheme(AlgorithmIdentifier key, AlgorithmIdentifier signature) {
    try {
      return SignatureScheme.fits(key, signature);
    } catch (IllegalArgumentException e) {
      // parameters that are none agree with nothing
      return false;
    }
  }

  /** Whether a certificate's signature verifies with the issuer's key. */
  public boolean verifies(ParsedCertificate certificate, ParsedCertificate issuer) {
    return check(certificate, issuer).isVerified();
  }

  /**
   * Whether a key made a signature of anything but a certificate, such as of a CRL, an OCSP
   * response or an SCT; false also where the key or the algorithm will not do. Nothing is
   * remembered.
   */
  public boolean verifies(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    if (key.getAlgorithm().equals("RSASSA-PSS")
        && !isOfItsScheme(
            SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm(), algorithm)) {
      return false;
    }
    return check(key, fast -> TranslatedKey.of(key, fast), algorithm, content, signature)
        .isVerified();
  }

  /**
   * The first provider that can check decides: the fast one, the JDK, Bouncy Castle. One that fails
   * over the signature's bytes may only have found out then that it lacks the key's curve, so that
   * the others are asked; where none of them says yes, the bytes are no signature.
   */
  private SignatureResult check(
      PublicKey key,
      Function<Provider, Optional<PublicKey>> translation,
      AlgorithmIdentifier algorithm,
      byte[] content,
      byte[] signature) {
    if (!isAffordable(key)) {
      return new SignatureResult.NotChecked();
    }
    ProviderAnswer fast = askFast(translation, algorithm.getAlgorithm(), content, signature);
    if (fast.isFinal()) {
      return result(fast, provider.name());
    }
    ProviderAnswer jdk = askJdk(key, algorithm, content, signature);
    if (jdk.isFinal()) {
      return result(jdk, LibraryProviders.JDK);
    }
    ProviderAnswer last = LibraryProviders.bouncyCastle(key, algorithm, content, signature);
    if (last.isFinal()) {
      return result(last, LibraryProviders.BOUNCY_CASTLE);
    }
    return fast == ProviderAnswer.FAILED
            || jdk == ProviderAnswer.FAILED
            || last == ProviderAnswer.FAILED
        ? new SignatureResult.Wrong()
        : new SignatureResult.NotChecked();
  }

  private static SignatureResult result(ProviderAnswer answer, String provider) {
    return answer == ProviderAnswer.YES
        ? new SignatureResult.Verified(provider)
        : new SignatureResult.Wrong();
  }

  private ProviderAnswer askFast(
      Function<Provider, Optional<PublicKey>> translation,
      ASN1ObjectIdentifier algorithm,
      byte[] content,
      byte[] signature) {
    String name = ALGORITHMS.get(algorithm);
    Optional<PublicKey> key = provider.fast().filter(fast -> name != null).flatMap(translation);
    if (key.isEmpty()) {
      return ProviderAnswer.UNABLE;
    }
    try {
      return LibraryProviders.ask(
          Signature.getInstance(name, provider.fast().orElseThrow()),
          key.get(),
          content,
          signature);
    } catch (NoSuchAlgorithmException e) {
      return ProviderAnswer.UNABLE;
    }
  }

  private static ProviderAnswer askJdk(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    if (!LibraryProviders.isOnCurveOfJdk(key)) {
      return ProviderAnswer.UNABLE;
    }
    String name = ALGORITHMS.get(algorithm.getAlgorithm());
    try {
      return name == null
          ? LibraryProviders.jdk(key, algorithm, content, signature)
          : LibraryProviders.ask(Signature.getInstance(name), key, content, signature);
    } catch (NoSuchAlgorithmException e) {
      return ProviderAnswer.UNABLE;
    }
  }

  private static VerifiedSignatures.Proof proof(
      ParsedCertificate certificate, ParsedCertificate issuer) {
    return new VerifiedSignatures.Proof(certificate.digest(), issuer.keyDigest());
  }

  /** Whether a key is small enough, and complete, to be computed with. */
  private static boolean isAffordable(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() <= MOST_RSA_BITS
              && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS
              && rsa.getPublicExponent().compareTo(BigInteger.ONE) > 0;
      case DSAPublicKey dsa ->
          dsa.getParams() != null && dsa.getParams().getP().bitLength() <= MOST_DSA_BITS;
      // on a named curve: those that are spelled out were replaced, or are not read
      case UnreadKey unread -> MlDsa.isKey(unread.getAlgorithm());
      default -> true;
    };
  }
}
