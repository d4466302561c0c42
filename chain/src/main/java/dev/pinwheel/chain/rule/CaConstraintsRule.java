package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CA_CONSTRAINT_VIOLATED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.math.BigInteger;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Every certificate above the leaf must be allowed to sign certificates, at its depth. The trust
 * anchor's own extensions count too: an operator who trusts a constrained root means the
 * constraints. An anchor without any extension, as all of X.509 version 1 are, says nothing about
 * itself: it is a name and a key (RFC 5280 section 6.1.1 (d)), and believed.
 */
final class CaConstraintsRule implements PathRule {

  private static final String FLAG = "RFC 5280 section 6.1.4 (k)";
  private static final String LENGTH = "RFC 5280 section 6.1.4 (l) and (m)";
  private static final String USAGE = "RFC 5280 section 6.1.4 (n)";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    // intermediates below the one that is looked at; self-issued ones do not count
    int below = 0;
    for (int position = 1; position < path.length(); position++) {
      ParsedCertificate authority = path.at(position);
      boolean bareAnchor =
          path.isAnchored()
              && position == path.length() - 1
              && authority.structure().getExtensions() == null;
      if (!bareAnchor) {
        checkOne(authority, position, below, violations);
      }
      if (!authority.isSelfIssued()) {
        below++;
      }
    }
  }

  private static void checkOne(
      ParsedCertificate authority, int position, int below, Consumer<Violation> violations) {
    if (!authority.isAuthority()) {
      violations.accept(
          violation("is used as a CA, but is none", authority, position, FLAG)
              .measured("no CA:TRUE", "CA:TRUE"));
    }
    authority
        .extensions()
        .keyUsage()
        .filter(usage -> (usage & KeyUsage.keyCertSign) == 0)
        .ifPresent(
            usage ->
                violations.accept(
                    violation("may not sign certificates", authority, position, USAGE)
                        .measured("keyUsage without keyCertSign", "keyCertSign")));
    authority
        .extensions()
        .basicConstraints()
        .map(constraints -> constraints.getPathLenConstraint())
        .filter(most -> most.compareTo(BigInteger.valueOf(below)) < 0)
        .ifPresent(
            most ->
                violations.accept(
                    violation("has too many CAs below it", authority, position, LENGTH)
                        .measured(below + " intermediates", "at most " + most)));
  }

  private static Violation violation(
      String what, ParsedCertificate authority, int position, String rule) {
    return Violation.of(CA_CONSTRAINT_VIOLATED, "certificate %d %s".formatted(position, what))
        .at(position, authority.subjectText())
        .citing(rule);
  }
}
