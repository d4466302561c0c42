package dev.pinwheel.stack.simulator.genesys;

/** What became of a write. */
sealed interface WriteResult<R> {

  /**
   * Accepted.
   *
   * @param effective false where the state was so already, or where the write was dropped
   */
  record Changed<R>(R before, R after, boolean effective) implements WriteResult<R> {}

  /** The same idempotency key and body as an earlier write, whose answer this is. */
  record Repeated<R>(R answered) implements WriteResult<R> {}

  /** The same idempotency key as an earlier write, with another body. */
  record KeyReused<R>() implements WriteResult<R> {}

  /** If-Match names another version than the present one. */
  record Stale<R>(long version) implements WriteResult<R> {}

  record NotAllowed<R>(PatchVerdict.Refused<R> refusal) implements WriteResult<R> {}
}
