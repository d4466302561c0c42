package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Everything that goes into a digest (RFC 7616 sections 3.4.1 to 3.4.4), without quotes.
 *
 * @param nonceCount eight hexadecimal digits; unused without quality of protection
 * @param qopText what is hashed for {@code qop}: the answer's own characters
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
    String qopText,
    DigestAlgorithm algorithm,
    Body body,
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
          case AUTH_INT -> hash(method + ":" + uri + ":" + algorithm.hash(body.bytes()));
        };
    return switch (qop) {
      case NONE -> hash(secret + ":" + nonce + ":" + request);
      case AUTH, AUTH_INT ->
          hash(String.join(":", secret, nonce, nonceCount, clientNonce, qopText, request));
    };
  }

  /** What stands for the user name where that is hidden (RFC 7616 section 3.4.4). */
  String userHash() {
    return hash(username + ":" + realm);
  }

  private String hash(String text) {
    return algorithm.hash(text.getBytes(charset));
  }

  /** The same but for what the change does to it. */
  DigestInput with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new DigestInput(
        draft.username,
        draft.realm,
        draft.password,
        draft.method,
        draft.uri,
        draft.nonce,
        draft.clientNonce,
        draft.nonceCount,
        draft.qop,
        draft.qopText,
        draft.algorithm,
        draft.body,
        draft.charset);
  }

  /** An input that is being changed. */
  static final class Draft {
    String username;
    String realm;
    Secret password;
    String method;
    String uri;
    String nonce;
    String clientNonce;
    String nonceCount;
    QualityOfProtection qop;
    String qopText;
    DigestAlgorithm algorithm;
    Body body;
    Charset charset;

    void qop(QualityOfProtection other) {
      qop = other;
      qopText = other.token();
    }

    private Draft(DigestInput input) {
      username = input.username;
      realm = input.realm;
      password = input.password;
      method = input.method;
      uri = input.uri;
      nonce = input.nonce;
      clientNonce = input.clientNonce;
      nonceCount = input.nonceCount;
      qop = input.qop;
      qopText = input.qopText;
      algorithm = input.algorithm;
      body = input.body;
      charset = input.charset;
    }
  }
}
