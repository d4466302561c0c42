package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.finding.Violation;
import java.util.List;

/** What came of reading a PEM text. */
public sealed interface PemReading {

  /** Every certificate of the text was read. */
  record Read(PemBundle bundle) implements PemReading {}

  /**
   * The text is refused.
   *
   * @param violations every fault, at least one
   */
  record Unreadable(List<Violation> violations) implements PemReading {
    public Unreadable {
      violations = List.copyOf(violations);
    }
  }
}
