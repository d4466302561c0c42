package dev.pinwheel.chain.path;

/**
 * How much work one validation may cause, whatever the input and on however many paths. An honest
 * chain with several cross-signs needs some ten of each, and some hundred comparisons of names.
 */
public final class WorkBudget {

  /** Certificates on a path: ten of a bundle, one of the store, one anchor. */
  public static final int PATH_LENGTH = 12;

  private int signatureChecks = 100;
  private int evidenceChecks = 100;
  private int steps = 2_000;
  private int paths = 64;
  private long comparisons = 250_000;
  private boolean exceeded;

  boolean takeSignatureCheck() {
    return take(signatureChecks--);
  }

  /** Of a CRL's or an OCSP response's signature with one key, unless it was checked before. */
  public boolean takeEvidenceCheck() {
    return take(evidenceChecks--);
  }

  boolean takeStep() {
    return take(steps--);
  }

  boolean takePath() {
    return take(paths--);
  }

  /** Of a name with a name constraint; on all paths together. */
  public boolean takeComparison() {
    return take(comparisons--);
  }

  private boolean take(long left) {
    exceeded |= left <= 0;
    return left > 0;
  }

  /** Whether something was left undone. */
  public boolean isExceeded() {
    return exceeded;
  }
}
