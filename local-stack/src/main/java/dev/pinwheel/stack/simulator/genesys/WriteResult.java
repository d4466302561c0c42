package dev.pinwheel.stack.simulator.genesys;

/** What became of a write. */
sealed interface WriteResult {

  /**
   * Accepted.
   *
   * @param effective false where the state was so already, or where the write was dropped
   */
  record Changed(OAuthClient before, OAuthClient after, boolean effective) implements WriteResult {}

  /** The same idempotency key and body as an earlier write, whose answer this is. */
  record Repeated(OAuthClient answered) implements WriteResult {}

  /** The same idempotency key as an earlier write, with another body. */
  record KeyReused() implements WriteResult {}

  /** If-Match names another version than the present one. */
  record Stale(long version) implements WriteResult {}

  record NotAllowed(PatchVerdict.Refused refusal) implements WriteResult {}
}
