package dev.pinwheel.chain.revocation;

import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.List;

/** What evidence says about one certificate. */
public sealed interface RevocationStatus {

  /** It is not revoked, as far as current and complete evidence goes. */
  record Good() implements RevocationStatus {}

  /**
   * It is revoked.
   *
   * @param source in words: which CRL or OCSP response
   */
  record Revoked(CRLReason reason, Instant date, String source) implements RevocationStatus {}

  /**
   * Nobody knows.
   *
   * @param why in words: what is missing or will not do; at least one
   */
  record Unknown(List<String> why) implements RevocationStatus {
    public Unknown {
      why = List.copyOf(why);
    }
  }
}
