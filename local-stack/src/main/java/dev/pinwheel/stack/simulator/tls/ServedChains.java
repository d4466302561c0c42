package dev.pinwheel.stack.simulator.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Which chain a target presents, asked for at every handshake. */
@FunctionalInterface
public interface ServedChains {

  /** The chain of the target whose id is the first label of the host name, leaf first. */
  Optional<List<X509Certificate>> ofHostLabel(String label);
}
