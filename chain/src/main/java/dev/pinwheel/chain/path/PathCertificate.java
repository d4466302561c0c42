package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;

/** A certificate on a path, and where it came from. */
public record PathCertificate(ParsedCertificate certificate, Origin origin) {

  /** Where a certificate came from. */
  public enum Origin {
    /** The requester sent it. */
    BUNDLE,
    /** The store of intermediates supplied it. */
    STORE,
    /** It is a trust anchor that the requester did not send. */
    ANCHOR
  }
}
