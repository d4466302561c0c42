package dev.pinwheel.stack.simulator.genesys;

import java.security.PrivateKey;
import java.util.Optional;

/**
 * What the credential store holds under an id: a certificate with its chain, or a private key.
 *
 * @param key readable only where it has no passphrase
 */
public record Credential(String id, Optional<CertificateChain> chain, Optional<PrivateKey> key) {

  public static Credential certificate(String id, CertificateChain chain) {
    return new Credential(id, Optional.of(chain), Optional.empty());
  }

  public static Credential privateKey(String id, PrivateKey key) {
    return new Credential(id, Optional.empty(), Optional.of(key));
  }

  /** A key with a passphrase: the store takes it like any other, and can never load it. */
  public static Credential encryptedKey(String id) {
    return new Credential(id, Optional.empty(), Optional.empty());
  }
}
