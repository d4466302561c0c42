package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import java.net.URI;
import java.security.PrivateKey;

/** Shows a client certificate to a server and sees what it makes of it. */
@FunctionalInterface
public interface HandshakeProbe {

  /** One connection; takes no longer than the probe's timeout. */
  Handshake shake(URI url, CertificateChain chain, PrivateKey key);
}
