package dev.pinwheel.webhook.signature;

import java.util.Base64;

/**
 * One key of an endpoint, by the serialisation that Standard Webhooks gives it: {@code whsec_} for
 * HMAC-SHA256 ({@code v1}), {@code whsk_} for Ed25519 ({@code v1a}), each followed by base64. A key
 * never prints itself.
 */
public sealed interface SigningKey permits HmacKey, Ed25519Key {

  /** One element of the {@code webhook-signature} header, such as {@code v1,K5oZ…}. */
  String sign(byte[] content);

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException that says what is expected and holds nothing of the text
   */
  static SigningKey parse(String text) {
    if (text.startsWith(HmacKey.PREFIX)) {
      return HmacKey.of(base64(text.substring(HmacKey.PREFIX.length())));
    }
    if (text.startsWith(Ed25519Key.PREFIX)) {
      return Ed25519Key.of(base64(text.substring(Ed25519Key.PREFIX.length())));
    }
    throw new IllegalArgumentException("expected a key that begins with whsec_ or whsk_");
  }

  private static byte[] base64(String text) {
    byte[] decoded = decodedOrNothing(text);
    if (decoded.length == 0) {
      // The cause is left out on purpose: the decoder's message quotes characters of the secret.
      throw new IllegalArgumentException("expected base64 after the key's prefix");
    }
    return decoded;
  }

  private static byte[] decodedOrNothing(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }
}
