package dev.pinwheel.chain.rule;

import java.util.Set;

/**
 * What an issuer that follows RFC 5280 section 4 would not do and a relying party, which is bound
 * by section 6 alone, may nevertheless accept.
 */
public enum Tolerance {
  /** Serial numbers that are zero or negative (RFC 5280 section 4.1.2.2, last note). */
  SERIAL_NUMBER_NOT_POSITIVE,
  /** GeneralizedTime for a date before 2050 (RFC 5280 section 4.1.2.5: must be processed). */
  GENERALIZED_TIME_BEFORE_2050,
  /** A certificate without the key identifiers of RFC 5280 sections 4.2.1.1 and 4.2.1.2. */
  KEY_IDENTIFIER_MISSING,
  /**
   * Basic, name or policy constraints that are not marked critical (RFC 5280 sections 4.2.1.9 to
   * 4.2.1.11); they are processed all the same.
   */
  CONSTRAINT_NOT_CRITICAL,
  /** A CA certificate as the end of the path (RFC 5280 section 6.1 does not forbid it). */
  AUTHORITY_AS_LEAF,
  /**
   * A DNS constraint that begins with a period, which many CAs write and RFC 5280 section 4.2.1.10
   * does not know: it is taken to mean names below the domain, and not the domain itself.
   */
  PERIOD_BEFORE_DNS_CONSTRAINT,
  /** DSA keys of 1024 bits and DSA with SHA-1 (RFC 3279): history, for test suites of that age. */
  LEGACY_DSA;

  /**
   * What TLS implementations let pass, so that refusing it would refuse chains that work: what is
   * missing changes nothing about what is proven, and what is not critical is processed anyway.
   */
  public static final Set<Tolerance> OF_RELYING_PARTIES =
      Set.of(
          GENERALIZED_TIME_BEFORE_2050,
          KEY_IDENTIFIER_MISSING,
          CONSTRAINT_NOT_CRITICAL,
          PERIOD_BEFORE_DNS_CONSTRAINT);
}
