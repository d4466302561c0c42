package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.function.Consumer;

/** The leaf was logged publicly, where that is asked for (RFC 6962). */
final class TransparencyRule implements PathRule {

  private final SignatureVerifier verifier;

  TransparencyRule(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (path.isAnchored()) {
      parameters
          .transparency()
          .ifPresent(
              check -> check.violations(path, parameters.time(), verifier).forEach(violations));
    }
  }
}
