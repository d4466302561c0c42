package dev.pinwheel.stack;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Secrets of one local stack, made anew for each.
 *
 * @param operatorToken bearer token of the HTTP intake
 * @param platformSecret secret of the OAuth client that the executor acts as
 * @param webhookSecret Standard Webhooks signing secret
 */
public record Credentials(String operatorToken, String platformSecret, String webhookSecret) {

  /** The OAuth client that the executor acts as. */
  public static final String PLATFORM_CLIENT = "pinwheel-executor";

  static Credentials make(RandomGenerator random) {
    return new Credentials(
        HexFormat.of().formatHex(bytes(random)),
        HexFormat.of().formatHex(bytes(random)),
        "whsec_" + Base64.getEncoder().encodeToString(bytes(random)));
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] bytes(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
