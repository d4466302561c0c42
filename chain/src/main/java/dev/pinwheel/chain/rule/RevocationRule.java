package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;

/** No certificate below the anchor is revoked (RFC 5280 section 6.1.3 (a)(3)). */
final class RevocationRule {

  private RevocationRule() {}

  static void check(
      CandidatePath path,
      ValidationParameters parameters,
      EvidenceSigners signers,
      Consumer<Violation> violations) {
    if (path.isAnchored()) {
      parameters
          .revocation()
          .ifPresent(
              evidence ->
                  evidence.violations(path, signers, parameters.time()).forEach(violations));
    }
  }
}
