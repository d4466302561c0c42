package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** Key identifiers are where RFC 5280 sections 4.2.1.1 and 4.2.1.2 want them, and not critical. */
final class KeyIdentifierRule implements PathRule {

  private static final String AUTHORITY = "RFC 5280 section 4.2.1.1";
  private static final String SUBJECT = "RFC 5280 section 4.2.1.2";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      ParsedCertificate certificate = at.certificate();
      if (certificate.extensions().isCritical(Extension.authorityKeyIdentifier)) {
        violations.accept(at.extension("has a critical authorityKeyIdentifier", AUTHORITY));
      }
      if (certificate.extensions().isCritical(Extension.subjectKeyIdentifier)) {
        violations.accept(at.extension("has a critical subjectKeyIdentifier", SUBJECT));
      }
      if (parameters.tolerates(Tolerance.KEY_IDENTIFIER_MISSING)) {
        continue;
      }
      // a root may leave out what would repeat its own subjectKeyIdentifier
      boolean root = position == path.length() - 1 && certificate.isSelfIssued();
      boolean namesIssuer =
          certificate
              .extensions()
              .authorityKeyIdentifier()
              .map(AuthorityKeyIdentifier::getKeyIdentifierOctets)
              .isPresent();
      if (!root && !namesIssuer) {
        violations.accept(
            at.extension("does not identify its issuer's key", AUTHORITY)
                .measured("no keyIdentifier", "authorityKeyIdentifier with a keyIdentifier"));
      }
      boolean authority = position > 0 || certificate.isAuthority();
      if (authority && certificate.extensions().subjectKeyIdentifier().isEmpty()) {
        violations.accept(
            at.extension("is a CA certificate that does not identify its key", SUBJECT)
                .measured("no subjectKeyIdentifier", "subjectKeyIdentifier"));
      }
    }
  }
}
