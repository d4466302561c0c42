package dev.pinwheel.stack.simulator.fault;

/** The closed set of ways in which a simulator misbehaves when it is told to. */
public enum FaultType {
  /** An error status, with {@code Retry-After} and body as given; nothing is changed. */
  STATUS,
  /** 429, with {@code Retry-After} as given and none where none is given. */
  RATE_LIMIT,
  /** The call is served as usual, but late. */
  DELAY,
  /** The connection is reset before anything is changed. */
  RESET_BEFORE,
  /** Everything is changed as asked, then the connection is reset without an answer. */
  RESET_AFTER,
  /** No answer. */
  HANG,
  /** An HTML page, as a proxy in between would send it. */
  GARBAGE_HTML,
  /** Served as usual, but the answer's body ends in the middle; its length is right. */
  TRUNCATED_JSON,
  /** Served as usual, but the connection is reset in the middle of the answer's body. */
  CUT_BODY,
  /** Served as usual, but the answer's body has no end that a reader would want to see. */
  HUGE_BODY,
  /** Served as usual, but the answer's body comes one byte at a time. */
  SLOW_BODY,
  /** Status 200 around an error body. */
  OK_WITH_ERROR,
  /** 308 to another place. */
  REDIRECT,
  /** A read answers the state before the last change. */
  STALE_READ,
  /** A read answers a primary pin that nobody set. */
  WRONG_PIN_READ,
  /** A write answers 200 as though it had worked, and nothing is stored. */
  DROP_WRITE,
  /** The token endpoint refuses. */
  TOKEN_ERROR
}
