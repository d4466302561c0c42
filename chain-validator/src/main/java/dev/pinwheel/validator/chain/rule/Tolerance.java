package dev.pinwheel.validator.chain.rule;

/**
 * What an issuer that follows RFC 5280 would not do and a relying party may nevertheless accept.
 * None is tolerated unless it is asked for by name.
 */
public enum Tolerance {
  /** Serial numbers that are zero or negative (RFC 5280 section 4.1.2.2, last note). */
  SERIAL_NUMBER_NOT_POSITIVE,
  /** GeneralizedTime for a date before 2050 (RFC 5280 section 4.1.2.5: must be processed). */
  GENERALIZED_TIME_BEFORE_2050,
  /** A CA certificate as the end of the path (RFC 5280 section 6.1 does not forbid it). */
  AUTHORITY_AS_LEAF,
  /** DSA keys of 1024 bits and DSA with SHA-1 (RFC 3279): history, for test suites of that age. */
  LEGACY_DSA
}
