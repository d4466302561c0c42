package dev.pinwheel.chain.revocation;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Bytes and their signature, as every signed structure of X.509 and OCSP has them. */
final class SignedContent {

  /** A CRL is tried with the keys of its issuer's name; more are an attack. */
  private static final int MOST_KEYS_REMEMBERED = 16;

  /** Broken for good (RFC 6149, RFC 6151); whether SHA-1 will do is the policy's to say. */
  private static final Set<ASN1ObjectIdentifier> BROKEN =
      Set.of(
          PKCSObjectIdentifiers.md2WithRSAEncryption,
          PKCSObjectIdentifiers.md4WithRSAEncryption,
          PKCSObjectIdentifiers.md5WithRSAEncryption);

  private final byte[] content;
  private final AlgorithmIdentifier algorithm;
  private final byte[] signature;
  private final Map<ByteBuffer, Boolean> known =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
          return size() > MOST_KEYS_REMEMBERED;
        }
      };

  /** Takes the arrays for its own: a CRL's content is too large to have it several times. */
  SignedContent(byte[] content, AlgorithmIdentifier algorithm, byte[] signature) {
    this.content = content;
    this.algorithm = algorithm;
    this.signature = signature;
  }

  AlgorithmIdentifier algorithm() {
    return algorithm;
  }

  /**
   * Whether the key made the signature; false also where the key or the algorithm will not do. Each
   * key is tried once: content and signature do not change, so that neither does the answer.
   *
   * @param signers say whether a signature may be checked, where this one was not; where it may
   *     not, the answer is no, and is not remembered
   */
  boolean isSignedBy(PublicKey key, TrustedSigners signers) {
    if (BROKEN.contains(algorithm.getAlgorithm())) {
      return false;
    }
    ByteBuffer encoded = ByteBuffer.wrap(key.getEncoded());
    synchronized (known) {
      Boolean before = known.get(encoded);
      if (before != null) {
        return before;
      }
      if (!signers.takeSignatureCheck()) {
        return false;
      }
      boolean good = signers.verifier().verifies(key, algorithm, content, signature);
      known.put(encoded, good);
      return good;
    }
  }
}
