package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;

/** Issuers have a name, and so has every CA; who has none bears critical alternative names. */
final class SubjectFormRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      ParsedCertificate certificate = at.certificate();
      if (isEmpty(certificate.structure().getIssuer())) {
        violations.accept(at.form("has no issuer name", "RFC 5280 section 4.1.2.4"));
      }
      if (!isEmpty(certificate.structure().getSubject())) {
        continue;
      }
      if (position > 0 || certificate.isAuthority()) {
        violations.accept(at.form("is of a CA without a name", "RFC 5280 section 4.1.2.6"));
      }
      if (!certificate.extensions().isCritical(Extension.subjectAlternativeName)) {
        violations.accept(
            at.extension(
                    "has neither a subject nor critical subjectAltName", "RFC 5280 section 4.2.1.6")
                .measured("not critical, or absent", "critical subjectAltName"));
      }
    }
  }

  private static boolean isEmpty(X500Name name) {
    return name.size() == 0;
  }
}
