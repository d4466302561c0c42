package dev.pinwheel.chain.finding;

import dev.pinwheel.chain.finding.Location.AtCertificate;
import dev.pinwheel.chain.finding.Location.WholeRequest;
import java.util.Optional;

/**
 * One reason why a chain is refused.
 *
 * @param message what is wrong, in words for an operator
 * @param citation the rule, more exact than the code's where it can be
 * @param measured what was found; empty where a value says nothing
 * @param required what the rule asks for; empty where a value says nothing
 * @param remedy what to do in this very case, beyond what the code says; empty where there is no
 *     more to say
 */
public record Violation(
    ViolationCode code,
    Location location,
    String message,
    String citation,
    Optional<String> measured,
    Optional<String> required,
    Optional<Remedy> remedy) {

  public Violation {
    message = PrintableText.of(message);
    citation = PrintableText.of(citation);
    measured = measured.map(PrintableText::of);
    required = required.map(PrintableText::of);
  }

  /** About the request as a whole. */
  public static Violation of(ViolationCode code, String message) {
    return new Violation(
        code,
        new WholeRequest(),
        message,
        code.citation(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** About one certificate of the path. */
  public Violation at(int position, String subject) {
    return at(new AtCertificate(position, PrintableText.of(subject)));
  }

  public Violation at(Location place) {
    return new Violation(code, place, message, citation, measured, required, remedy);
  }

  public Violation citing(String rule) {
    return new Violation(code, location, message, rule, measured, required, remedy);
  }

  public Violation measured(String found, String wanted) {
    ToldApart both = ToldApart.of(found, wanted);
    return new Violation(
        code,
        location,
        message,
        citation,
        Optional.of(both.found()),
        Optional.of(both.required()),
        remedy);
  }

  /** What to do in this very case, beyond what the code says. */
  public Violation remedied(String advice, String text) {
    return new Violation(
        code,
        location,
        message,
        citation,
        measured,
        required,
        Optional.of(new Remedy(advice, text)));
  }

  /** What to do about it: what the code says, and then what this case needs. */
  public String remediation() {
    return remedy
        .map(repair -> "%s %s: %s".formatted(code.remediation(), repair.advice(), repair.text()))
        .orElse(code.remediation());
  }
}
