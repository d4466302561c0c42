package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** No more intermediates than were asked for; as with path lengths, self-issued ones are free. */
final class DepthRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    long intermediates =
        IntStream.range(1, path.isAnchored() ? path.length() - 1 : path.length())
            .filter(position -> !path.at(position).isSelfIssued())
            .count();
    parameters
        .mostIntermediates()
        .ifPresent(
            most -> {
              if (intermediates > most) {
                violations.accept(
                    Violation.of(ViolationCode.PATH_TOO_LONG, "the path is too long")
                        .measured(intermediates + " intermediates", "at most " + most));
              }
            });
  }
}
