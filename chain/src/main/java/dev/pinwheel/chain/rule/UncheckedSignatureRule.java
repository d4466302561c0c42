package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CHAIN_NOT_JUDGED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathEnd;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path that ends where no provider can check a signature is refused, as one that cannot be judged
 * (RFC 5280 section 6.1). Where another rule refuses the key that would check it, that is the
 * reason, and enough.
 */
final class UncheckedSignatureRule implements PathRule {

  private final List<Violation> found;

  /**
   * Comes after the rules about keys.
   *
   * @param found what the other rules have against the path
   */
  UncheckedSignatureRule(List<Violation> found) {
    this.found = List.copyOf(found);
  }

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    int position = path.length() - 1;
    if (path.end() != PathEnd.SIGNATURE_NOT_CHECKED
        || found.stream().anyMatch(violation -> refusesKey(violation, position))) {
      return;
    }
    ParsedCertificate last = path.at(position);
    violations.accept(
        Violation.of(
                CHAIN_NOT_JUDGED,
                "a signature cannot be checked: no provider here has its algorithm and takes the"
                    + " key of "
                    + last.subjectText())
            .at(position, last.subjectText()));
  }

  private static boolean refusesKey(Violation violation, int position) {
    return switch (violation.code()) {
      case KEY_NOT_ALLOWED, KEY_TOO_WEAK ->
          violation.location() instanceof Location.AtCertificate place
              && place.position() == position;
      default -> false;
    };
  }
}
