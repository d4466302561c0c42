package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.SanPattern;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The names that the leaf bears (RFC 5280 section 4.2.1.6). The common name is never looked at (RFC
 * 9525 section 2).
 */
final class AlternativeNamesRule implements PathRule {

  private static final int NAMES_SHOWN = 10;

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    ParsedCertificate leaf = path.leaf();
    PolicyTemplate policy = parameters.policy();
    List<GeneralName> names = leaf.extensions().names();
    boolean needed =
        policy.sanRequired()
            || !policy.sanPatterns().isEmpty()
            || parameters.peerName().isPresent();
    if (names.isEmpty()) {
      if (needed) {
        violations.accept(
            Violation.of(SAN_MISSING, "the leaf has no subject alternative name")
                .at(0, leaf.subjectText())
                .citing(
                    policy.sanRequired()
                        ? policy.citation("sanRequired")
                        : SAN_MISSING.citation()));
      }
      return;
    }
    checkPatterns(leaf, policy, names, violations);
    parameters
        .peerName()
        .filter(peer -> names.stream().noneMatch(peer::matches))
        .ifPresent(
            peer ->
                violations.accept(
                    Violation.of(SAN_MISMATCH, "the leaf is not for the name " + peer.text())
                        .at(0, leaf.subjectText())
                        .measured(text(names), peer.text())));
  }

  private static void checkPatterns(
      ParsedCertificate leaf,
      PolicyTemplate policy,
      List<GeneralName> names,
      Consumer<Violation> violations) {
    List<SanPattern> patterns = policy.sanPatterns();
    List<GeneralName> dnsNames =
        names.stream().filter(name -> name.getTagNo() == GeneralName.dNSName).toList();
    List<GeneralName> strangers =
        dnsNames.stream()
            .filter(
                name ->
                    patterns.stream()
                        .noneMatch(pattern -> pattern.matches(name.getName().toString())))
            .toList();
    if (!patterns.isEmpty() && (dnsNames.isEmpty() || !strangers.isEmpty())) {
      violations.accept(
          Violation.of(
                  SAN_MISMATCH,
                  dnsNames.isEmpty()
                      ? "the leaf has no DNS name"
                      : "the policy does not allow these names: " + text(strangers))
              .at(0, leaf.subjectText())
              .citing(policy.citation("sanPatterns"))
              .measured(
                  text(names),
                  patterns.stream().map(SanPattern::text).collect(Collectors.joining(", "))));
    }
  }

  private static String text(List<GeneralName> names) {
    String shown =
        names.stream()
            .limit(NAMES_SHOWN)
            .map(PresentedNames::text)
            .collect(Collectors.joining(", "));
    return names.size() > NAMES_SHOWN
        ? "%s and %d more".formatted(shown, names.size() - NAMES_SHOWN)
        : shown;
  }
}
