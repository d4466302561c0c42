package dev.pinwheel.chain.policy;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of public key, besides RSA, that a policy may allow. */
public enum NamedKey {
  P_256("P-256"),
  P_384("P-384"),
  P_521("P-521"),
  ED25519("Ed25519");

  private final String text;

  NamedKey(String text) {
    this.text = text;
  }

  /** As policy templates spell it (FIPS 186-5, RFC 8410). */
  public String text() {
    return text;
  }

  public static Optional<NamedKey> named(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }
}
