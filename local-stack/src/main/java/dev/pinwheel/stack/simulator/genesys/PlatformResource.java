package dev.pinwheel.stack.simulator.genesys;

import java.util.List;
import java.util.Optional;

/** What storage, journals and handshakes need of a stored resource, whatever kind it is. */
interface PlatformResource<R> {

  String id();

  /** Counts effective changes from 1; the entity tag. */
  long version();

  R withVersion(long number);

  /** The chain that it serves. */
  Optional<CertificateChain> chain();

  /** The active pins, primary first; a pin that is named twice counts once. */
  default List<String> pins() {
    return chain().map(CertificateChain::leafPin).stream().toList();
  }

  /** Strong entity tag (RFC 9110 section 8.8.3). */
  default String etag() {
    return "\"" + version() + "\"";
  }
}
