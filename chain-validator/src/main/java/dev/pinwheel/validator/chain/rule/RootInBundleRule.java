package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.finding.ViolationCode.ROOT_IN_BUNDLE;
import static dev.pinwheel.validator.chain.finding.ViolationCode.ROOT_NOT_IN_BUNDLE;

import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import dev.pinwheel.validator.chain.path.PathCertificate;
import dev.pinwheel.validator.chain.path.PathCertificate.Origin;
import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import java.util.function.Consumer;

/** Whether the requester sent the root, as the policy asks. Only an anchored path has a root. */
final class RootInBundleRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (!path.isAnchored() || path.length() == 1) {
      return;
    }
    PolicyTemplate policy = parameters.policy();
    int position = path.length() - 1;
    PathCertificate root = path.certificates().get(position);
    boolean sent = root.origin() == Origin.BUNDLE;
    switch (policy.rootInBundle()) {
      case ALLOWED -> {}
      case REQUIRED -> {
        if (!sent) {
          violations.accept(
              Violation.of(ROOT_NOT_IN_BUNDLE, "the bundle does not have its root")
                  .at(position, root.certificate().subjectText())
                  .citing(policy.citation("rootInBundle")));
        }
      }
      case FORBIDDEN -> {
        if (sent) {
          violations.accept(
              Violation.of(ROOT_IN_BUNDLE, "the bundle has its root")
                  .at(position, root.certificate().subjectText())
                  .citing(policy.citation("rootInBundle")));
        }
      }
    }
  }
}
