package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * On the public web an authorityKeyIdentifier is a keyIdentifier and nothing else, and a root's
 * repeats its subjectKeyIdentifier (Baseline Requirements 7.1.2.1.3 and 7.1.2.11.1).
 */
final class WebKeyIdentifierRule implements PathRule {

  private static final String ROOT = "CA/Browser Forum Baseline Requirements 7.1.2.1.3";
  private static final String OTHERS = "CA/Browser Forum Baseline Requirements 7.1.2.11.1";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      Optional<AuthorityKeyIdentifier> identifier =
          at.certificate().extensions().authorityKeyIdentifier();
      if (identifier.isEmpty()) {
        continue;
      }
      if (identifier.get().getAuthorityCertIssuer() != null
          || identifier.get().getAuthorityCertSerialNumber() != null) {
        violations.accept(
            at.extension("names the certificate of its issuer's key", OTHERS)
                .measured("authorityCertIssuer or authorityCertSerialNumber", "keyIdentifier"));
      }
      boolean root = position == path.length() - 1 && at.certificate().isSelfIssued();
      if (root && !Arrays.equals(identifier.get().getKeyIdentifierOctets(), own(at))) {
        violations.accept(
            at.extension("is a root whose authorityKeyIdentifier is not its own", ROOT)
                .measured("another keyIdentifier, or none", "its subjectKeyIdentifier"));
      }
    }
  }

  private static byte[] own(CertificateAt at) {
    return at.certificate()
        .extensions()
        .subjectKeyIdentifier()
        .map(SubjectKeyIdentifier::getKeyIdentifier)
        .orElse(new byte[0]);
  }
}
