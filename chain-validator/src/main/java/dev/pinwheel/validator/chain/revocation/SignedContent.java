package dev.pinwheel.validator.chain.revocation;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Bytes and their signature, as every signed structure of X.509 and OCSP has them. */
final class SignedContent {

  /** As for certificates: a larger modulus or exponent costs more than any honest signer's. */
  private static final int MOST_RSA_BITS = 8192;

  private static final int MOST_EXPONENT_BITS = 64;

  /** Broken for good (RFC 6149, RFC 6151); whether SHA-1 will do is the policy's to say. */
  private static final Set<ASN1ObjectIdentifier> BROKEN =
      Set.of(
          PKCSObjectIdentifiers.md2WithRSAEncryption,
          PKCSObjectIdentifiers.md4WithRSAEncryption,
          PKCSObjectIdentifiers.md5WithRSAEncryption);

  private final byte[] content;
  private final AlgorithmIdentifier algorithm;
  private final byte[] signature;

  SignedContent(byte[] content, AlgorithmIdentifier algorithm, byte[] signature) {
    this.content = content.clone();
    this.algorithm = algorithm;
    this.signature = signature.clone();
  }

  /** Whether the key made the signature; false also where the key or the algorithm will not do. */
  boolean isSignedBy(PublicKey key) {
    if (BROKEN.contains(algorithm.getAlgorithm()) || !isAffordable(key)) {
      return false;
    }
    try {
      ContentVerifier verifier = new JcaContentVerifierProviderBuilder().build(key).get(algorithm);
      try (OutputStream out = verifier.getOutputStream()) {
        out.write(content);
      }
      return verifier.verify(signature);
    } catch (OperatorCreationException | IOException | RuntimeException e) {
      // keys and signatures that make no sense end in exceptions of many kinds; the signature was
      // not verified, which is the answer
      return false;
    }
  }

  private static boolean isAffordable(PublicKey key) {
    return !(key instanceof RSAPublicKey rsa)
        || (rsa.getModulus().bitLength() <= MOST_RSA_BITS
            && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS);
  }
}
