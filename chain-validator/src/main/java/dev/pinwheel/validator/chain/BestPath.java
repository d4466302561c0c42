package dev.pinwheel.validator.chain;

import static dev.pinwheel.validator.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import dev.pinwheel.validator.chain.path.CertificatePool;
import dev.pinwheel.validator.chain.path.IntermediateStore;
import dev.pinwheel.validator.chain.path.IssuerPreference;
import dev.pinwheel.validator.chain.path.PathBuilder;
import dev.pinwheel.validator.chain.path.TrustStore;
import dev.pinwheel.validator.chain.path.WorkBudget;
import dev.pinwheel.validator.chain.pem.PemBundle;
import dev.pinwheel.validator.chain.rule.PathRules;
import dev.pinwheel.validator.chain.rule.ValidationParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The valid path where there is one; else the one with the fewest violations, of those that reach
 * an anchor; else the one that came furthest.
 *
 * @param violations empty where the path is valid
 */
record BestPath(CandidatePath path, List<Violation> violations) {

  static BestPath search(
      ParsedCertificate leaf,
      PemBundle bundle,
      TrustStore anchors,
      IntermediateStore store,
      ValidationParameters parameters) {
    WorkBudget budget = new WorkBudget();
    PathBuilder builder =
        new PathBuilder(
            anchors,
            store,
            new CertificatePool(bundle.certificates()),
            new IssuerPreference(parameters.time()),
            budget);
    List<BestPath> best = new ArrayList<>(1);
    CandidatePath furthest =
        builder.search(
            leaf,
            path -> {
              BestPath judged = new BestPath(path, PathRules.violations(path, parameters));
              if (best.isEmpty() || judged.violations.size() < best.getFirst().violations.size()) {
                best.clear();
                best.add(judged);
              }
              return judged.violations.isEmpty();
            });
    BestPath result =
        best.isEmpty()
            ? new BestPath(furthest, PathRules.violations(furthest, parameters))
            : best.getFirst();
    return budget.isExceeded() && !result.violations.isEmpty() ? result.cutShort() : result;
  }

  /** A path that was found in time is valid; otherwise there may have been one, and it is said. */
  private BestPath cutShort() {
    List<Violation> all = new ArrayList<>(violations);
    all.add(Violation.of(WORK_LIMIT_EXCEEDED, "the search for a path was cut short"));
    return new BestPath(path, List.copyOf(all));
  }
}
