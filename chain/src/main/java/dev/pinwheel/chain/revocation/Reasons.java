package dev.pinwheel.chain.revocation;

import java.security.cert.CRLReason;

/** The numbers of reasons in CRLs and OCSP responses (RFC 5280 section 5.3.1). */
final class Reasons {

  private Reasons() {}

  /** A number that is not known is still a revocation, for no known reason. */
  static CRLReason of(int code) {
    CRLReason[] reasons = CRLReason.values();
    return code >= 0 && code < reasons.length ? reasons[code] : CRLReason.UNSPECIFIED;
  }
}
