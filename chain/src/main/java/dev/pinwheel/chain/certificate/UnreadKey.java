package dev.pinwheel.chain.certificate;

import java.security.PublicKey;

/**
 * A public key of which nothing but the bytes is known: it is pinned like any other, and verifies
 * nothing.
 */
public final class UnreadKey implements PublicKey {

  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final byte[] encoded;

  /**
   * A key.
   *
   * @param algorithm object identifier
   * @param encoded SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), DER
   */
  UnreadKey(String algorithm, byte[] encoded) {
    this.algorithm = algorithm;
    this.encoded = encoded.clone();
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  @Override
  public byte[] getEncoded() {
    return encoded.clone();
  }
}
