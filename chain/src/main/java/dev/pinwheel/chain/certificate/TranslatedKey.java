package dev.pinwheel.chain.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Makes a public key an object of another provider. */
public final class TranslatedKey {

  private TranslatedKey() {}

  /** Empty where the provider does not take the key, such as one on a curve that it lacks. */
  public static Optional<PublicKey> of(PublicKey key, Provider provider) {
    try {
      return Optional.of(
          KeyFactory.getInstance(key.getAlgorithm(), provider)
              .generatePublic(new X509EncodedKeySpec(key.getEncoded())));
    } catch (GeneralSecurityException | RuntimeException e) {
      // whoever asks has another provider
      return Optional.empty();
    }
  }
}
