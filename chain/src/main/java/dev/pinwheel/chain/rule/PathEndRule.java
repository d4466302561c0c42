package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.PATH_TOO_LONG;
import static dev.pinwheel.chain.finding.ViolationCode.ROOT_NOT_TRUSTED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathEnd;
import dev.pinwheel.chain.path.WorkBudget;
import java.util.function.Consumer;

/** The path must reach a trust anchor (RFC 5280 section 6.1). */
final class PathEndRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    ParsedCertificate last = path.last();
    int position = path.length() - 1;
    switch (path.end()) {
      case ANCHORED -> {}
      case ISSUER_MISSING ->
          violations.accept(
              Violation.of(
                      CERT_CHAIN_INCOMPLETE,
                      "the certificate of the issuer is missing: " + last.issuerText())
                  .at(position, last.subjectText())
                  .measured("no certificate", last.issuerText()));
      case LOOP ->
          violations.accept(
              Violation.of(
                      CERT_CHAIN_INCOMPLETE,
                      "the path goes round in a circle, and reaches no trust anchor")
                  .at(position, last.subjectText()));
      case TOO_LONG ->
          violations.accept(
              Violation.of(
                      PATH_TOO_LONG,
                      "no trust anchor is reached within %d certificates"
                          .formatted(WorkBudget.PATH_LENGTH))
                  .at(position, last.subjectText())
                  .citing("limit of %d certificates for a path".formatted(WorkBudget.PATH_LENGTH))
                  .measured(
                      "more than %d certificates".formatted(WorkBudget.PATH_LENGTH),
                      "at most %d, the leaf and the trust anchor counted"
                          .formatted(WorkBudget.PATH_LENGTH)));
      case SIGNATURE_NOT_CHECKED -> {} // UncheckedSignatureRule
      case ISSUER_SIGNATURE_WRONG ->
          violations.accept(
              Violation.of(
                      CERT_CHAIN_INVALID,
                      "the signature does not verify with the key of any certificate named "
                          + last.issuerText())
                  .at(position, last.subjectText()));
      case ISSUER_KEY_OF_ANOTHER_SCHEME ->
          violations.accept(
              Violation.of(
                      CERT_CHAIN_INVALID,
                      "the key of %s is for RSASSA-PSS, and does not make the signature"
                              .formatted(last.issuerText())
                          + " of certificate %d".formatted(position))
                  .at(position, last.subjectText())
                  .citing("RFC 4055 section 1.2")
                  .measured(
                      SignatureName.of(last),
                      "RSASSA-PSS with what the key's parameters say, if it has any"));
      case SELF_SIGNED -> {
        if (position > 0) {
          violations.accept(
              Violation.of(
                      ROOT_NOT_TRUSTED, "the root is not a trust anchor: " + last.subjectText())
                  .at(position, last.subjectText()));
        }
        // a self-signed leaf has a code of its own, see LeafFormRule
      }
    }
  }

  /** Whether nobody but the leaf itself vouches for it. */
  static boolean isSelfSignedLeaf(CandidatePath path) {
    return path.length() == 1
        && (path.end() == PathEnd.SELF_SIGNED || path.end() == PathEnd.ANCHORED);
  }
}
