package dev.pinwheel.chain.signature;

/** What one provider says of a signature. */
enum ProviderAnswer {
  YES,
  NO,
  /** It has not the algorithm, or does not take the key: another one may. */
  UNABLE,
  /**
   * It could not make sense of the signature's bytes, or found out late that it lacks the curve.
   */
  FAILED;

  boolean isFinal() {
    return this == YES || this == NO;
  }
}
