package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.revocation.EvidenceSet;
import java.time.Instant;

/** Where evidence about revocation may be had. */
@FunctionalInterface
public interface RevocationSource {

  RevocationSource NONE = (certificate, issuer, now) -> EvidenceSet.NONE;

  /** What there is about a certificate; more than that may be in it. */
  EvidenceSet about(ParsedCertificate certificate, ParsedCertificate issuer, Instant now);

  /** Asks the other one too. */
  default RevocationSource and(RevocationSource other) {
    return (certificate, issuer, now) ->
        about(certificate, issuer, now).and(other.about(certificate, issuer, now));
  }
}
