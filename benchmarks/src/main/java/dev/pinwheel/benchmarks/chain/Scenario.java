package dev.pinwheel.benchmarks.chain;

/** What kind of chain is judged, and how many signatures an honest judge has to verify of it. */
public enum Scenario {
  /** A new leaf below an intermediate that signed all the others, too. */
  KNOWN_INTERMEDIATE(1),
  /** A new leaf below a new intermediate. */
  NEW_INTERMEDIATE(2),
  /** As the first, and the leaf has expired. */
  EXPIRED_LEAF(1),
  /** As the first, in a bundle with eight certificates that have nothing to do with it. */
  BUNDLE_OF_TEN(1),
  /** A leaf that one of nine CAs of one name signed, each with another key. */
  LOOK_ALIKES(2);

  private final int signatures;

  Scenario(int signatures) {
    this.signatures = signatures;
  }

  /** Signatures of the valid path that were not seen before; of the refused one where it is. */
  public int signatures() {
    return signatures;
  }

  /** Whether the chains are good. */
  public boolean isValid() {
    return this != EXPIRED_LEAF;
  }
}
