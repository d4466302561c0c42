package dev.pinwheel.chain.path;

/** Why a path goes no further. */
public enum PathEnd {
  /** Its last certificate is a trust anchor. */
  ANCHORED,
  /** Nobody known bears the name of the last certificate's issuer. */
  ISSUER_MISSING,
  /** Whoever bears that name did not sign the last certificate. */
  ISSUER_SIGNATURE_WRONG,
  /**
   * Whoever bears that name has a key that may not make such signatures, whatever the numbers say
   * (RFC 4055 section 1.2: a key for RSASSA-PSS makes none of PKCS #1 v1.5).
   */
  ISSUER_KEY_OF_ANOTHER_SCHEME,
  /** Whether the last certificate signed the one below it cannot be checked here. */
  SIGNATURE_NOT_CHECKED,
  /** Its last certificate is self-signed, and no trust anchor. */
  SELF_SIGNED,
  /** Every issuer is on the path already. */
  LOOP,
  /** It is as long as a path may be, {@link WorkBudget#PATH_LENGTH}. */
  TOO_LONG
}
