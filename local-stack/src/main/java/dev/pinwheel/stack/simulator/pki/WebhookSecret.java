package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.runtime.config.Secret;
import okio.ByteString;

/** A Standard Webhooks symmetric secret: {@code whsec_} and the base64 of the key. */
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";

  private final ByteString key;

  private WebhookSecret(ByteString key) {
    this.key = key;
  }

  /**
   * Reads a secret.
   *
   * @throws IllegalArgumentException where it is not {@code whsec_} and base64; without the secret
   */
  public static WebhookSecret of(Secret secret) {
    String text = secret.reveal();
    ByteString key =
        text.startsWith(PREFIX) ? ByteString.decodeBase64(text.substring(PREFIX.length())) : null;
    if (key == null || key.size() == 0) {
      throw new IllegalArgumentException("a webhook secret is whsec_ and the base64 of its key");
    }
    return new WebhookSecret(key);
  }

  /** base64 HMAC-SHA256 of {@code id.timestamp.body}, without the {@code v1,} before it. */
  public String sign(String id, String timestamp, ByteString body) {
    ByteString head = ByteString.encodeUtf8(id + "." + timestamp + ".");
    return ByteString.of(new okio.Buffer().write(head).write(body).readByteArray())
        .hmacSha256(key)
        .base64();
  }

  @Override
  public String toString() {
    return "***";
  }
}
