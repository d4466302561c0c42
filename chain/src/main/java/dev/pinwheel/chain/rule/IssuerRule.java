package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.COMPLIANCE_TLS_CERT_MISMATCH;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.ToldApart;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.policy.AllowedCertificates;
import dev.pinwheel.chain.policy.PolicyAdvice;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The leaf's issuer, and the CAs above it, must be ones that the policy allows. This is what a
 * platform reports as a mismatch although the chain itself is in order: "expected root CA matches
 * but intermediate issuer differs from policy template".
 */
final class IssuerRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    checkIssuer(path, parameters, violations);
    checkIntermediates(path, parameters, violations);
  }

  private static void checkIssuer(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    AllowedCertificates allowed = parameters.policy().allowedIssuers();
    DirectoryName name = path.leaf().issuer();
    Optional<ParsedCertificate> issuer =
        path.length() > 1 ? Optional.of(path.at(1)) : Optional.empty();
    if (allowed.isEmpty()
        || allowed.allow(name, issuer, parameters.time())
        // a pin may name the issuer that is missing; the chain is refused as incomplete anyway
        || (issuer.isEmpty() && allowed.needCertificates())) {
      return;
    }
    String found = path.leaf().issuerText();
    violations.accept(
        mismatch("allowedIssuers", allowed, name, issuer, found, parameters)
            .at(0, path.leaf().subjectText()));
  }

  private static void checkIntermediates(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    PolicyTemplate policy = parameters.policy();
    AllowedCertificates allowed = policy.allowedIntermediates();
    if (allowed.isEmpty()) {
      return;
    }
    int end = path.isAnchored() ? path.length() - 1 : path.length();
    for (int position = 2; position < end; position++) {
      ParsedCertificate authority = path.at(position);
      Optional<ParsedCertificate> known = Optional.of(authority);
      if (!allowed.allow(authority.subject(), known, parameters.time())
          && !policy.allowedIssuers().allow(authority.subject(), known, parameters.time())) {
        violations.accept(
            mismatch(
                    "allowedIntermediates",
                    allowed,
                    authority.subject(),
                    known,
                    authority.subjectText(),
                    parameters)
                .at(position, authority.subjectText()));
      }
    }
  }

  private static Violation mismatch(
      String key,
      AllowedCertificates allowed,
      DirectoryName name,
      Optional<ParsedCertificate> certificate,
      String found,
      ValidationParameters parameters) {
    ToldApart names = ToldApart.of(found, allowed.text(parameters.time()));
    String expected = names.required();
    String expired =
        allowed
            .expiredFor(name, certificate, parameters.time())
            .map(
                entry ->
                    "; the exception for it%s expired at %s"
                        .formatted(
                            entry.reason().map(reason -> " (" + reason + ")").orElse(""),
                            entry.expires().orElseThrow()))
            .orElse("");
    return Violation.of(
            COMPLIANCE_TLS_CERT_MISMATCH,
            "expected the issuer %s, found %s%s"
                .formatted(
                    expected.isEmpty() ? "that nothing names any more" : expected,
                    names.found(),
                    expired))
        .citing(parameters.policy().citation(key))
        .measured(names.found(), expected.isEmpty() ? "no entry counts any more" : expected)
        .remedied(
            "The line under %s would be".formatted(key),
            PolicyAdvice.entryFor(name, certificate, parameters.time()));
  }
}
