package dev.pinwheel.webhook.signature;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A symmetric key: HMAC-SHA256, signature identifier {@code v1}. */
public final class HmacKey implements SigningKey {

  static final String PREFIX = "whsec_";

  /** Standard Webhooks, "Signature scheme": 192 to 512 bits. */
  static final int LEAST_BYTES = 24;

  static final int MOST_BYTES = 64;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private HmacKey(SecretKeySpec key) {
    this.key = key;
  }

  static HmacKey of(byte[] secret) {
    if (secret.length < LEAST_BYTES || secret.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected a whsec_ key of " + LEAST_BYTES + " to " + MOST_BYTES + " bytes");
    }
    return new HmacKey(new SecretKeySpec(secret, ALGORITHM));
  }

  @Override
  public String sign(byte[] content) {
    try {
      // A Mac is not safe for use by several threads, so each signature has its own.
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256 (Mac)", e);
    }
  }

  @Override
  public String toString() {
    return "whsec_***";
  }
}
