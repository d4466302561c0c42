package dev.pinwheel.chain.transparency;

/**
 * How many embedded SCTs a leaf must have.
 *
 * @param minimumScts least number of valid SCTs, each from another log; at least 1
 * @param minimumOperators least number of different log operators among them; at least 1 and no
 *     more than {@code minimumScts}
 */
public record TransparencyPolicy(int minimumScts, int minimumOperators) {

  /** More SCTs than this no certificate has. */
  public static final int MOST = 10;

  public TransparencyPolicy {
    if (minimumScts < 1 || minimumScts > MOST) {
      throw new IllegalArgumentException("minimumScts must be from 1 to " + MOST);
    }
    if (minimumOperators < 1 || minimumOperators > minimumScts) {
      throw new IllegalArgumentException("minimumOperators must be from 1 to minimumScts");
    }
  }
}
