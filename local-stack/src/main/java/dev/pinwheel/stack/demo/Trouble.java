package dev.pinwheel.stack.demo;

/** What the platform does to the calls of one target. */
enum Trouble {
  NONE,
  /** The OAuth client does not exist. */
  MISSING,
  /** Mutual TLS is not required of the OAuth client, so that there is nothing to rotate. */
  MTLS_OFF,
  /** The first write is answered 429 with Retry-After: 1. */
  RATE_LIMITED,
  /** The first two calls are answered 503. */
  UNAVAILABLE,
  /** The first write is done, and its connection reset before the answer. */
  RESET_AFTER_WRITE,
  /** The first read is answered with an HTML page. */
  GARBAGE,
  /** Every write is refused by the platform's own compliance check. */
  COMPLIANCE,
  /** After the write, reads show another pin. */
  WRONG_READ_BACK
}
