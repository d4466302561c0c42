package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.time.Instant;
import java.util.List;

/** Where missing intermediates may be had. */
@FunctionalInterface
public interface IssuerSource {

  IssuerSource NONE = (certificate, now) -> List.of();

  /** What may have issued a certificate; none where nothing is known or may be asked. */
  List<FetchedCertificate> issuersOf(ParsedCertificate certificate, Instant now);
}
