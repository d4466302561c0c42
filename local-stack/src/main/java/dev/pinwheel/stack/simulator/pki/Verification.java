package dev.pinwheel.stack.simulator.pki;

/** What the PKI manager thinks of a webhook message. */
public enum Verification {
  /** Signed by the endpoint's secret, in time, and not seen before. */
  ACCEPTED(200),
  /** Good, but the message with this id was accepted before: a delivery that was repeated. */
  DUPLICATE(200),
  /** The very same delivery (id, timestamp and signature) was accepted before: a replay attack. */
  REPLAYED(409),
  /** No {@code v1} signature of the header fits id, timestamp and body. */
  WRONG_SIGNATURE(401),
  /** Signed well, but more than the tolerance before or after the receiver's clock. */
  OUT_OF_TIME(401),
  /** A header of the three is missing or malformed. */
  MALFORMED(400);

  private final int status;

  Verification(int status) {
    this.status = status;
  }

  /** The status that is answered. */
  public int status() {
    return status;
  }

  /** Whether the PKI manager took the message's content for true. */
  public boolean accepted() {
    return this == ACCEPTED || this == DUPLICATE;
  }
}
