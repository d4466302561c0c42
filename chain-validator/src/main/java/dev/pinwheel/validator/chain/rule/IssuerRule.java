package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.finding.ViolationCode.COMPLIANCE_TLS_CERT_MISMATCH;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import dev.pinwheel.validator.chain.policy.AllowedIssuer;
import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The leaf's issuer must be one that the policy allows. This is what a platform reports as a
 * mismatch although the chain itself is in order.
 */
final class IssuerRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    PolicyTemplate policy = parameters.policy();
    ParsedCertificate leaf = path.leaf();
    if (policy.allowedIssuers().isEmpty()
        || policy.allowedIssuers().stream().anyMatch(issuer -> issuer.allows(leaf.issuer()))) {
      return;
    }
    String expected =
        policy.allowedIssuers().stream()
            .map(AllowedIssuer::text)
            .collect(Collectors.joining(" or "));
    violations.accept(
        Violation.of(
                COMPLIANCE_TLS_CERT_MISMATCH,
                "expected the issuer %s, found %s".formatted(expected, leaf.issuerText()))
            .at(0, leaf.subjectText())
            .citing(policy.citation("allowedIssuers"))
            .measured(leaf.issuerText(), expected));
  }
}
