package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;

/** Where a fault of form is, so that rules name only what is wrong and which rule says so. */
record CertificateAt(ParsedCertificate certificate, int position) {

  Violation form(String what, String citation) {
    return fault(ViolationCode.CERTIFICATE_FORM_INVALID, what, citation);
  }

  Violation extension(String what, String citation) {
    return fault(ViolationCode.EXTENSION_INVALID, what, citation);
  }

  Violation fault(ViolationCode code, String what, String citation) {
    return Violation.of(code, "certificate %d %s".formatted(position, what))
        .at(position, certificate.subjectText())
        .citing(citation);
  }
}
