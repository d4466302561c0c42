package dev.pinwheel.chain.revocation;

import org.bouncycastle.asn1.x509.ReasonFlags;

/**
 * A set of reasons for revocation (RFC 5280 section 6.3.2, reasons_mask).
 *
 * @param bits as {@link ReasonFlags} numbers them
 */
record ReasonMask(int bits) {

  static final ReasonMask NONE = new ReasonMask(0);

  /** Every reason that can be given; the bit called unused is none. */
  static final ReasonMask ALL =
      new ReasonMask(
          ReasonFlags.keyCompromise
              | ReasonFlags.cACompromise
              | ReasonFlags.affiliationChanged
              | ReasonFlags.superseded
              | ReasonFlags.cessationOfOperation
              | ReasonFlags.certificateHold
              | ReasonFlags.privilegeWithdrawn
              | ReasonFlags.aACompromise);

  /** Absent flags mean every reason. */
  static ReasonMask of(ReasonFlags flags) {
    return flags == null ? ALL : new ReasonMask(flags.intValue() & ALL.bits);
  }

  ReasonMask and(ReasonMask other) {
    return new ReasonMask(bits & other.bits);
  }

  ReasonMask or(ReasonMask other) {
    return new ReasonMask(bits | other.bits);
  }

  /** Whether it has a reason that the other has not. */
  boolean addsTo(ReasonMask other) {
    return (bits & ~other.bits) != 0;
  }
}
