package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.schemas.Violation;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The platform's compliance check in the chain validator's words: its free text is mapped to the
 * violation that explains it. Text that names no rule is passed on as it is, without a guess.
 */
final class ComplianceRefusal {

  private static final Pattern TEMPLATE = Pattern.compile("policy template (v?[\\w.]*\\w)");

  private ComplianceRefusal() {}

  /** What the texts speak of, and the violation code for it; the first that matches counts. */
  private enum Rule {
    INCOMPLETE(
        "CERT_CHAIN_INCOMPLETE|chain is incomplete|missing intermediate",
        "CERT_CHAIN_INCOMPLETE",
        "Append the missing intermediates: put them into the chain validator's store."),
    ISSUER(
        "issuer[^.]*\\bdiffers?\\b",
        "COMPLIANCE_TLS_CERT_MISMATCH",
        "Have the leaf issued by an issuer that the platform's policy template names, or have the"
            + " template changed."),
    ROOT(
        "root( CA)?[^.]*\\b(differs?|not trusted|unknown)\\b",
        "ROOT_NOT_TRUSTED",
        "Use a chain up to a root that the platform's policy template trusts."),
    EXPIRED("\\bexpired\\b", "VALIDITY_EXPIRED", "Replace the expired certificate of the chain."),
    NAME(
        "\\bSANs?\\b|Subject Alternative Name",
        "SAN_MISMATCH",
        "Have the leaf issued with the subject alternative names that the carrier asks for.");

    private final Pattern text;
    private final String code;
    private final String remediation;

    Rule(String text, String code, String remediation) {
      this.text = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
      this.code = code;
      this.remediation = remediation;
    }
  }

  /** A refusal by the compliance check gets its violation; every other reaction stays. */
  static Reaction explained(Reaction reaction, CertificateChain chain) {
    return reaction instanceof Reaction.Refused refused
            && refused.failure().code() == FailureCode.COMPLIANCE_TLS_CERT_MISMATCH
        ? new Reaction.Refused(explained(refused.failure(), chain))
        : reaction;
  }

  private static Failure explained(Failure failure, CertificateChain chain) {
    for (Rule rule : Rule.values()) {
      if (rule.text.matcher(failure.message()).find()) {
        return new Failure(
            failure.code(),
            failure.message(),
            failure.trail(),
            List.of(violation(rule, failure.message(), chain)));
      }
    }
    return failure;
  }

  private static Violation violation(Rule rule, String message, CertificateChain chain) {
    Matcher template = TEMPLATE.matcher(message);
    Optional<Integer> position =
        message.contains("intermediate") && rule == Rule.ISSUER && chain.certificates().size() > 1
            ? Optional.of(1)
            : Optional.empty();
    Optional<X509Certificate> meant = position.map(chain.certificates()::get);
    return Violation.newBuilder()
        .setCode(rule.code)
        .setPosition(position.orElse(null))
        .setSubject(meant.map(it -> it.getSubjectX500Principal().getName()).orElse(null))
        .setMessage("The platform's compliance check refuses the chain.")
        .setCitation(
            "the platform's policy template" + (template.find() ? " " + template.group(1) : ""))
        .setMeasured(meant.map(it -> it.getIssuerX500Principal().getName()).orElse(null))
        .setRemediation(rule.remediation)
        .build();
  }
}
