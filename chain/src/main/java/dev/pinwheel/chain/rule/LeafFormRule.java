package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.LEAF_IS_CA;
import static dev.pinwheel.chain.finding.ViolationCode.LEAF_SELF_SIGNED;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;

/** The leaf must be an end-entity certificate that somebody else issued. */
final class LeafFormRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    String subject = path.leaf().subjectText();
    if (path.leaf().isAuthority() && !parameters.tolerates(Tolerance.AUTHORITY_AS_LEAF)) {
      violations.accept(
          Violation.of(LEAF_IS_CA, "the certificate at the end of the chain is a CA certificate")
              .at(0, subject)
              .measured("CA:TRUE", "CA:FALSE"));
    }
    if (PathEndRule.isSelfSignedLeaf(path)) {
      violations.accept(
          Violation.of(LEAF_SELF_SIGNED, "the leaf is signed with its own key").at(0, subject));
    }
  }
}
