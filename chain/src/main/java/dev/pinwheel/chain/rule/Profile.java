package dev.pinwheel.chain.rule;

/** Whose rules a path must satisfy, besides those of the policy template. */
public enum Profile {
  /** RFC 5280, as a relying party applies it: what private and public PKIs have in common. */
  RFC5280,
  /**
   * What the public web asks for in addition: the CA/Browser Forum's Baseline Requirements for the
   * form of certificates, and RFC 9525 for names.
   */
  WEBPKI,
  /** What the CA/Browser Forum's S/MIME Baseline Requirements ask for in addition. */
  SMIME
}
