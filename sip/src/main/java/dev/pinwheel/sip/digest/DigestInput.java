package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Everything that goes into a digest (RFC 7616 sections 3.4.1 to 3.4.4), without quotes.
 *
 * @param nonceCount eight hexadecimal digits; unused without quality of protection
 * @param body the message's, for {@code auth-int}; usually empty
 * @param charset how texts become bytes; UTF-8 today, and ISO 8859-1 in much that is older
 */
public record DigestInput(
    String username,
    String realm,
    Secret password,
    String method,
    String uri,
    String nonce,
    String clientNonce,
    String nonceCount,
    QualityOfProtection qop,
    DigestAlgorithm algorithm,
    String body,
    Charset charset) {

  /** {@code response}: lower-case hexadecimal. */
  public String response() {
    String secret = hash(username + ":" + realm + ":" + password.reveal());
    if (algorithm.isSession()) {
      secret = hash(secret + ":" + nonce + ":" + clientNonce);
    }
    String request =
        switch (qop) {
          case NONE, AUTH -> hash(method + ":" + uri);
          case AUTH_INT -> hash(method + ":" + uri + ":" + hash(body));
        };
    return switch (qop) {
      case NONE -> hash(secret + ":" + nonce + ":" + request);
      case AUTH, AUTH_INT ->
          hash(String.join(":", secret, nonce, nonceCount, clientNonce, qop.token(), request));
    };
  }

  private String hash(String text) {
    return algorithm.hash(text.getBytes(charset));
  }

  DigestInput withUsername(String other) {
    return new DigestInput(
        other,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withRealm(String other) {
    return new DigestInput(
        username,
        other,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withPassword(Secret other) {
    return new DigestInput(
        username,
        realm,
        other,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withMethod(String other) {
    return new DigestInput(
        username,
        realm,
        password,
        other,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withUri(String other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        other,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withNonce(String other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        other,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withNonceCount(String other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        other,
        qop,
        algorithm,
        body,
        charset);
  }

  DigestInput withQop(QualityOfProtection other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        other,
        algorithm,
        body,
        charset);
  }

  DigestInput withAlgorithm(DigestAlgorithm other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        other,
        body,
        charset);
  }

  DigestInput withBody(String other) {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        other,
        charset);
  }

  DigestInput inLatin1() {
    return new DigestInput(
        username,
        realm,
        password,
        method,
        uri,
        nonce,
        clientNonce,
        nonceCount,
        qop,
        algorithm,
        body,
        StandardCharsets.ISO_8859_1);
  }
}
