package dev.pinwheel.sip.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The algorithms of RFC 7616 section 3.3, which SIP has by RFC 8760 section 2.1. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true),
  SHA_512_256("SHA-512-256", "SHA-512/256", false),
  SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true),
  /**
   * No header's, but a mistake that is met: SHA-512/256 begins with other numbers than SHA-512
   * (FIPS 180-4 section 5.3.6), and is not its first half. The user name's hash in the example of
   * RFC 7616 section 3.9.2 is made so.
   */
  SHA_512_CUT("SHA-512 cut to 256 bits", "SHA-512", false);

  private static final int MOST_CHARACTERS = 64;

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
        : named().filter(one -> one.token.equalsIgnoreCase(token.get())).findAny();
  }

  /** All that a header may name, for a message. */
  public static String tokens() {
    return named().map(DigestAlgorithm::token).collect(Collectors.joining(", "));
  }

  private static Stream<DigestAlgorithm> named() {
    return Arrays.stream(values()).filter(one -> one != SHA_512_CUT);
  }

  /** Lower-case hexadecimal digest. */
  String hash(byte[] bytes) {
    try {
      String hex = HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
      return hex.substring(0, Math.min(MOST_CHARACTERS, hex.length()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no " + hash, e);
    }
  }
}
