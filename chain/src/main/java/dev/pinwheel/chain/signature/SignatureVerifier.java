package dev.pinwheel.chain.signature;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.certificate.TranslatedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

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

  /** Those without parameters, which every provider knows; any other is left to the JDK. */
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

  /** Whether {@link #verifies} is already known to be true, so that it costs nothing. */
  public boolean remembers(ParsedCertificate certificate, ParsedCertificate issuer) {
    return certificate.isAuthority() && verified.contains(proof(certificate, issuer));
  }

  /**
   * Whether the certificate's signature verifies with the issuer's key. A DSA key that inherits its
   * parameters (RFC 3279 section 2.3.2) verifies nothing here.
   */
  public boolean verifies(ParsedCertificate certificate, ParsedCertificate issuer) {
    if (remembers(certificate, issuer)) {
      return true;
    }
    boolean good =
        isAffordable(issuer.x509().getPublicKey())
            && isOfItsScheme(certificate, issuer)
            && check(certificate, issuer);
    if (good && certificate.isAuthority()) {
      verified.add(proof(certificate, issuer));
    }
    return good;
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

  private boolean check(ParsedCertificate certificate, ParsedCertificate issuer) {
    String algorithm =
        ALGORITHMS.get(certificate.structure().getSignatureAlgorithm().getAlgorithm());
    try {
      Optional<PublicKey> key =
          provider.fast().filter(fast -> algorithm != null).flatMap(issuer::keyOf);
      if (key.isEmpty()) {
        certificate.x509().verify(issuer.x509().getPublicKey());
        return true;
      }
      return verifies(
          algorithm,
          key.get(),
          certificate.x509().getTBSCertificate(),
          certificate.x509().getSignature());
    } catch (GeneralSecurityException | RuntimeException e) {
      // providers throw unchecked exceptions for keys and signatures that make no sense; either way
      // the signature was not verified, which is the answer
      return false;
    }
  }

  /**
   * Whether a key made a signature of anything but a certificate, such as of a CRL, an OCSP
   * response or an SCT; false also where the key or the algorithm will not do. Nothing is
   * remembered.
   */
  public boolean verifies(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    if (!isAffordable(key)
        || (key.getAlgorithm().equals("RSASSA-PSS")
            && !isOfItsScheme(
                SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm(), algorithm))) {
      return false;
    }
    String name = ALGORITHMS.get(algorithm.getAlgorithm());
    try {
      Optional<PublicKey> translated =
          provider.fast().filter(fast -> name != null).flatMap(fast -> TranslatedKey.of(key, fast));
      return translated.isPresent()
          ? verifies(name, translated.get(), content, signature)
          : verifiesWithJdk(key, algorithm, content, signature);
    } catch (GeneralSecurityException
        | OperatorCreationException
        | IOException
        | RuntimeException e) {
      // as above: no answer of a provider but yes is one
      return false;
    }
  }

  private boolean verifies(String algorithm, PublicKey key, byte[] content, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = provider.signature(algorithm);
    signature.initVerify(key);
    signature.update(content);
    return signature.verify(signed);
  }

  private static boolean verifiesWithJdk(
      PublicKey key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature)
      throws OperatorCreationException, IOException {
    ContentVerifier verifier = new JcaContentVerifierProviderBuilder().build(key).get(algorithm);
    try (OutputStream out = verifier.getOutputStream()) {
      out.write(content);
    }
    return verifier.verify(signature);
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
      default -> true;
    };
  }
}
