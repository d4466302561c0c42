package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;

/** The leaf was logged publicly, where that is asked for (RFC 6962). */
final class TransparencyRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (path.isAnchored()) {
      parameters
          .transparency()
          .ifPresent(check -> check.violations(path, parameters.time()).forEach(violations));
    }
  }
}
