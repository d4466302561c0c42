package dev.pinwheel.requests.waiting;

/** Whether a rotation that has not ended is held back by an executor. */
public sealed interface Wait {

  /**
   * An executor holds it back.
   *
   * @param code why, as a closed code of the executor
   * @param reason why, in words
   * @param since its first handling there, RFC 3339
   * @param until its next handling, RFC 3339
   * @param attempt handlings so far
   */
  record Waiting(String code, String reason, String since, String until, int attempt)
      implements Wait {}

  /** Every executor was asked, and none holds it back: it is on its way or being handled. */
  record NotWaiting() implements Wait {}

  /**
   * Not every executor could be asked, and none of those that answered holds it back.
   *
   * @param reason which ones, and why not
   */
  record Unknown(String reason) implements Wait {}
}
