package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.List;
import java.util.function.Consumer;

/**
 * Both readers must take every certificate. Where one does not, another rule usually says what is
 * wrong, such as a key on a curve that Java lacks; where none does, the certificate is refused all
 * the same, for the reason that the reader itself gives.
 */
final class ReadersRule implements PathRule {

  private final List<Violation> found;

  /**
   * Comes last.
   *
   * @param found what the other rules have against the path
   */
  ReadersRule(List<Violation> found) {
    this.found = List.copyOf(found);
  }

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      path.at(position)
          .doubt()
          .filter(doubt -> found.stream().noneMatch(violation -> explains(violation, at)))
          .ifPresent(
              doubt ->
                  violations.accept(
                      at.fault(
                              ViolationCode.CERTIFICATE_MALFORMED,
                              "is refused by the certificate reader of Java, though no rule here"
                                  + " says why",
                              ViolationCode.CERTIFICATE_MALFORMED.citation())
                          .measured(
                              "the words of that reader: " + doubt,
                              "a certificate that both readers take")));
    }
  }

  /** About the certificate's own bytes, not about where it stands. */
  private static boolean explains(Violation violation, CertificateAt at) {
    boolean form =
        switch (violation.code()) {
          case KEY_NOT_ALLOWED, KEY_TOO_WEAK, EXTENSION_INVALID, CERTIFICATE_FORM_INVALID -> true;
          default -> false;
        };
    return form
        && violation.location() instanceof Location.AtCertificate place
        && place.position() == at.position();
  }
}
