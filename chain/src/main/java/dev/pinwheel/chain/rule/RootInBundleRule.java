package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.ROOT_IN_BUNDLE;
import static dev.pinwheel.chain.finding.ViolationCode.ROOT_NOT_IN_BUNDLE;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.RootInBundle;
import java.util.Optional;
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
    boolean needed =
        switch (policy.rootInBundle()) {
          case REQUIRED -> true;
          case REQUIRED_IF_PRIVATE -> !isPublic(root.certificate(), parameters);
          case ALLOWED, FORBIDDEN -> false;
        };
    if (needed && !sent) {
      violations.accept(
          violation(ROOT_NOT_IN_BUNDLE, "the bundle does not have its root", policy, path)
              .measured("a bundle without its root", policy.rootInBundle().text()));
    }
    if (sent && policy.rootInBundle() == RootInBundle.FORBIDDEN) {
      violations.accept(
          violation(ROOT_IN_BUNDLE, "the bundle has its root", policy, path)
              .measured("a bundle with its root", policy.rootInBundle().text()));
    }
  }

  /** Whether the policy takes the root for one that whoever checks the bundle has anyway. */
  private static boolean isPublic(ParsedCertificate root, ValidationParameters parameters) {
    return parameters
        .policy()
        .publicRoots()
        .allow(root.subject(), Optional.of(root), parameters.time());
  }

  private static Violation violation(
      ViolationCode code, String message, PolicyTemplate policy, CandidatePath path) {
    return Violation.of(code, message)
        .at(path.length() - 1, path.last().subjectText())
        .citing(policy.citation("rootInBundle"));
  }
}
