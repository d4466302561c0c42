package dev.pinwheel.sip.digest;

import java.util.Arrays;
import java.util.Optional;

/** What a digest protects (RFC 7616 section 3.3). */
public enum QualityOfProtection {
  /**
   * No {@code qop} at all: the calculation of RFC 2069, which RFC 3261 section 22.4 still allows.
   */
  NONE(""),
  AUTH("auth"),
  /** The body is hashed, too. */
  AUTH_INT("auth-int");

  private final String token;

  QualityOfProtection(String token) {
    this.token = token;
  }

  /** How it is written in a header. */
  public String token() {
    return token;
  }

  static Optional<QualityOfProtection> of(String token) {
    return Arrays.stream(values()).filter(one -> one.token.equalsIgnoreCase(token)).findAny();
  }
}
