package dev.pinwheel.validator.suite;

import dev.pinwheel.chain.finding.ViolationCode;
import java.util.List;

/**
 * What became of one case.
 *
 * @param codes why the validator refused the chain; empty where it did not
 */
public record SuiteResult(String id, String nameSpace, Outcome outcome, List<ViolationCode> codes) {

  public SuiteResult {
    codes = List.copyOf(codes);
  }

  /** How verdict and expectation compare. */
  public enum Outcome {
    AGREED,
    /** The validator accepts what the suite wants refused. */
    FALSE_ACCEPT,
    /** The validator refuses what the suite wants accepted. */
    FALSE_REJECT,
    /** The case asks for something that the validator does not do; nothing was judged. */
    UNSUPPORTED
  }
}
