package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.CertificateExtensions;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * Extensions that limit what a CA may do are critical, stand in CA certificates alone, say
 * something, and agree with each other (RFC 5280 sections 4.2.1.3 and 4.2.1.9 to 4.2.1.14).
 */
final class ConstraintFormRule implements PathRule {

  private static final String BASIC = "RFC 5280 section 4.2.1.9";
  private static final String NAMES = "RFC 5280 section 4.2.1.10";
  private static final String POLICIES = "RFC 5280 section 4.2.1.11";
  private static final String ANY_POLICY = "RFC 5280 section 4.2.1.14";
  private static final String USAGE = "RFC 5280 section 4.2.1.3";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      checkUsage(at, violations);
      checkNames(at, violations);
      checkPolicies(at, violations);
      if (!parameters.tolerates(Tolerance.CONSTRAINT_NOT_CRITICAL)) {
        checkCriticality(at, parameters.profile(), violations);
      }
    }
  }

  private static void checkUsage(CertificateAt at, Consumer<Violation> violations) {
    ParsedCertificate certificate = at.certificate();
    CertificateExtensions extensions = certificate.extensions();
    boolean signsCertificates =
        extensions.keyUsage().map(usage -> (usage & KeyUsage.keyCertSign) != 0).orElse(true);
    if (extensions.keyUsage().isPresent() && extensions.keyUsage().get() == 0) {
      violations.accept(at.extension("has a keyUsage without any bit", USAGE));
    }
    // above the leaf, the missing flag is told by CaConstraintsRule
    boolean signs = extensions.keyUsage().isPresent() && signsCertificates;
    if (at.position() == 0 && signs && !certificate.isAuthority()) {
      violations.accept(
          at.extension("has keyCertSign and is no CA", BASIC)
              .measured("keyCertSign, no CA:TRUE", "both or none"));
    }
    boolean limitsLength =
        extensions
            .basicConstraints()
            .map(value -> value.getPathLenConstraint() != null)
            .orElse(false);
    if (limitsLength && at.position() > 0 && !signsCertificates) {
      violations.accept(
          at.extension("limits the path below it and may not sign certificates", BASIC)
              .measured("pathLenConstraint, no keyCertSign", "both or none"));
    }
  }

  private static void checkNames(CertificateAt at, Consumer<Violation> violations) {
    if (at.certificate().extensions().nameConstraints().isEmpty()) {
      return;
    }
    NameConstraints constraints = at.certificate().extensions().nameConstraints().get();
    if (!at.certificate().isAuthority()) {
      violations.accept(at.extension("has nameConstraints and is no CA", NAMES));
    }
    if (isEmpty(constraints.getPermittedSubtrees()) && isEmpty(constraints.getExcludedSubtrees())) {
      violations.accept(at.extension("has nameConstraints that constrain nothing", NAMES));
    }
  }

  private static boolean isEmpty(Object[] subtrees) {
    return subtrees == null || subtrees.length == 0;
  }

  private static void checkPolicies(CertificateAt at, Consumer<Violation> violations) {
    at.certificate()
        .extensions()
        .policyConstraints()
        .filter(
            value ->
                value.getRequireExplicitPolicyMapping() == null
                    && value.getInhibitPolicyMapping() == null)
        .ifPresent(
            value ->
                violations.accept(
                    at.extension("has policyConstraints that constrain nothing", POLICIES)));
  }

  private static void checkCriticality(
      CertificateAt at, Profile profile, Consumer<Violation> violations) {
    CertificateExtensions extensions = at.certificate().extensions();
    if (at.certificate().isAuthority()) {
      mustBeCritical(at, Extension.basicConstraints, "basicConstraints", BASIC, violations);
    }
    // the Baseline Requirements 7.1.2.5.2 let name constraints be either
    if (extensions.nameConstraints().isPresent() && profile == Profile.RFC5280) {
      mustBeCritical(at, Extension.nameConstraints, "nameConstraints", NAMES, violations);
    }
    if (extensions.policyConstraints().isPresent()) {
      mustBeCritical(at, Extension.policyConstraints, "policyConstraints", POLICIES, violations);
    }
    if (extensions.inhibitAnyPolicy().isPresent()) {
      mustBeCritical(at, Extension.inhibitAnyPolicy, "inhibitAnyPolicy", ANY_POLICY, violations);
    }
  }

  private static void mustBeCritical(
      CertificateAt at,
      ASN1ObjectIdentifier extension,
      String name,
      String rule,
      Consumer<Violation> violations) {
    if (!at.certificate().extensions().isCritical(extension)) {
      violations.accept(
          at.extension("has " + name + " that are not critical", rule)
              .measured("not critical", "critical"));
    }
  }
}
