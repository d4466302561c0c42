package dev.pinwheel.chain.signature;

/** What came of a signature. That it could not be checked says nothing against it, nor for it. */
public sealed interface SignatureResult {

  /**
   * The key made it.
   *
   * @param provider who says so: {@code AmazonCorrettoCryptoProvider}, {@code JDK} or {@code Bouncy
   *     Castle}
   */
  record Verified(String provider) implements SignatureResult {}

  /** The key did not make it. */
  record Wrong() implements SignatureResult {}

  /** Nobody here has the algorithm, or takes the key, or it is too large to be computed with. */
  record NotChecked() implements SignatureResult {}

  default boolean isVerified() {
    return this instanceof Verified;
  }
}
