package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_EXPIRED;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_NOT_YET;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Every certificate of the path, the anchor included, is valid from notBefore through notAfter,
 * both included (RFC 5280 sections 4.1.2.5 and 6.1.3 (a)(2)).
 */
final class ValidityRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    // a period is of whole seconds, the last one included (RFC 5280 section 4.1.2.5)
    Instant time = parameters.time().truncatedTo(ChronoUnit.SECONDS);
    for (int position = 0; position < path.length(); position++) {
      ParsedCertificate certificate = path.at(position);
      if (time.isBefore(certificate.notBefore())) {
        violations.accept(
            Violation.of(
                    VALIDITY_NOT_YET,
                    "certificate %d is not valid before %s"
                        .formatted(position, certificate.notBefore()))
                .at(position, certificate.subjectText())
                .measured("checked at " + parameters.time(), "from " + certificate.notBefore()));
      }
      if (time.isAfter(certificate.notAfter())) {
        violations.accept(
            Violation.of(
                    VALIDITY_EXPIRED,
                    "certificate %d expired at %s".formatted(position, certificate.notAfter()))
                .at(position, certificate.subjectText())
                .measured("checked at " + parameters.time(), "until " + certificate.notAfter()));
      }
    }
  }
}
