package dev.pinwheel.benchmarks.chain;

import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signatures of a chain and nothing else, with the provider that the validator uses: what is
 * left when everything else costs nothing. Keys are at hand in the provider's own form.
 */
final class BareSignatures {

  private final String algorithm;
  private final Optional<Provider> provider;
  private final Map<PublicKey, PublicKey> keys = new HashMap<>();

  BareSignatures(SignatureProvider provider, String algorithm) {
    this.provider = provider.fast();
    this.algorithm = algorithm;
  }

  /** Verifies the first signatures of a chain, from the leaf upwards. */
  boolean verify(HeldCertificate leaf, int count) throws GeneralSecurityException {
    List<X509Certificate> chain = leaf.chain();
    boolean good = true;
    for (int position = 0; position < count; position++) {
      Signature signature =
          provider.isPresent()
              ? Signature.getInstance(algorithm, provider.get())
              : Signature.getInstance(algorithm);
      signature.initVerify(key(chain.get(position + 1).getPublicKey()));
      signature.update(chain.get(position).getTBSCertificate());
      good &= signature.verify(chain.get(position).getSignature());
    }
    return good;
  }

  private PublicKey key(PublicKey key) throws GeneralSecurityException {
    PublicKey translated = keys.get(key);
    if (translated == null) {
      translated =
          provider.isPresent()
              ? KeyFactory.getInstance(key.getAlgorithm(), provider.get())
                  .generatePublic(new X509EncodedKeySpec(key.getEncoded()))
              : key;
      keys.put(key, translated);
    }
    return translated;
  }
}
