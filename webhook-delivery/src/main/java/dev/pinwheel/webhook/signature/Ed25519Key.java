package dev.pinwheel.webhook.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** An asymmetric key: Ed25519 (RFC 8032), signature identifier {@code v1a}. */
public final class Ed25519Key implements SigningKey {

  static final String PREFIX = "whsk_";

  private static final String ALGORITHM = "Ed25519";

  /** RFC 8032 section 5.1.5: a private key is 32 bytes. */
  private static final int SEED_BYTES = 32;

  /** The form that libsodium and Go use: the private key followed by the public key. */
  private static final int SEED_AND_PUBLIC_BYTES = 64;

  private final PrivateKey key;

  private Ed25519Key(PrivateKey key) {
    this.key = key;
  }

  static Ed25519Key of(byte[] secret) {
    if (secret.length != SEED_BYTES && secret.length != SEED_AND_PUBLIC_BYTES) {
      throw new IllegalArgumentException("expected a whsk_ key of 32 or 64 bytes");
    }
    try {
      byte[] seed = Arrays.copyOf(secret, SEED_BYTES);
      return new Ed25519Key(
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has Ed25519 since version 15", e);
    }
  }

  @Override
  public String sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has Ed25519 since version 15", e);
    }
  }

  @Override
  public String toString() {
    return "whsk_***";
  }
}
