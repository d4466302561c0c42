package dev.pinwheel.stack.simulator.tls;

import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The private keys that the targets hold, by certificate pin. The platform never sees them. */
public final class TargetKeys {

  private final Map<String, PrivateKey> byPin = new ConcurrentHashMap<>();

  /** From now on a target can serve the certificate. */
  public void register(X509Certificate leaf, PrivateKey key) {
    byPin.put(CertificateChain.pin(leaf), key);
  }

  Optional<PrivateKey> of(X509Certificate leaf) {
    return Optional.ofNullable(byPin.get(CertificateChain.pin(leaf)));
  }
}
