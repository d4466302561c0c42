package dev.pinwheel.webhook.deadletter;

/**
 * Another replay began, and this one was stopped so that nothing is sent twice. What it had
 * committed stays; the rest is the other one's, or a later run's.
 */
public final class ReplayFencedException extends Exception {

  private final long committed;

  ReplayFencedException(long committed, Throwable cause) {
    super(
        "another replay began and this one stops; it had sent %d dead letters again"
            .formatted(committed),
        cause);
    this.committed = committed;
  }

  ReplayFencedException(long committed) {
    this(committed, null);
  }

  /** Dead letters that this run had sent again. */
  public long committed() {
    return committed;
  }
}
