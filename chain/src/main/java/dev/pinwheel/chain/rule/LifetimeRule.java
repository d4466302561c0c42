package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_ENDS_SOON;
import static dev.pinwheel.chain.finding.ViolationCode.VALIDITY_TOO_LONG;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.time.Duration;
import java.util.function.Consumer;

/** How long the leaf is valid, and how much of it is left, as the policy asks. */
final class LifetimeRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    ParsedCertificate leaf = path.leaf();
    PolicyTemplate policy = parameters.policy();
    // both ends belong to the validity (RFC 5280 section 4.1.2.5), hence the second
    Duration lifetime = Duration.between(leaf.notBefore(), leaf.notAfter()).plusSeconds(1);
    policy
        .maxLifetime()
        .filter(most -> lifetime.compareTo(most) > 0)
        .ifPresent(
            most ->
                violations.accept(
                    Violation.of(VALIDITY_TOO_LONG, "the leaf is valid for too long a time")
                        .at(0, leaf.subjectText())
                        .citing(policy.citation("maxLifetimeDays"))
                        .measured(days(lifetime), "at most " + days(most))));
    Duration remaining = Duration.between(parameters.time(), leaf.notAfter());
    policy
        .minRemaining()
        .filter(least -> !remaining.isNegative() && remaining.compareTo(least) < 0)
        .ifPresent(
            least ->
                violations.accept(
                    Violation.of(VALIDITY_ENDS_SOON, "the leaf expires at " + leaf.notAfter())
                        .at(0, leaf.subjectText())
                        .citing(policy.citation("minRemainingDays"))
                        .measured(days(remaining) + " left", "at least " + days(least))));
  }

  private static String days(Duration duration) {
    return duration.toSecondsPart() == 0
            && duration.toMinutesPart() == 0
            && duration.toHoursPart() == 0
        ? duration.toDays() + " days"
        : "%d days %d h %d min %d s"
            .formatted(
                duration.toDays(),
                duration.toHoursPart(),
                duration.toMinutesPart(),
                duration.toSecondsPart());
  }
}
