package dev.pinwheel.sip.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The algorithms of RFC 7616 section 3.3 that SIP uses (RFC 8760 section 2.1), but for SHA-512-256,
 * which no Java platform has to have.
 */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true);

  private final String token;
  private final String hash;
  private final boolean session;

  DigestAlgorithm(String token, String hash, boolean session) {
    this.token = token;
    this.hash = hash;
    this.session = session;
  }

  /** How it is written in a header. */
  public String token() {
    return token;
  }

  /** Whether the client's nonce goes into its first part, {@code -sess}. */
  public boolean isSession() {
    return session;
  }

  /** Without an algorithm it is MD5 (RFC 7616 section 3.3). */
  public static Optional<DigestAlgorithm> of(Optional<String> token) {
    return token.isEmpty()
        ? Optional.of(MD5)
        : Arrays.stream(values()).filter(one -> one.token.equalsIgnoreCase(token.get())).findAny();
  }

  /** Lower-case hexadecimal digest. */
  String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5 and SHA-256", e);
    }
  }
}
