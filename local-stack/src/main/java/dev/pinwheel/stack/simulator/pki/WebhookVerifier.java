package dev.pinwheel.stack.simulator.pki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import okio.ByteString;

/** Signature and time of a Standard Webhooks message; knows nothing of what came before. */
final class WebhookVerifier {

  private static final String SCHEME = "v1,";

  private final List<WebhookSecret> secrets;
  private final Duration tolerance;

  /** Several secrets are all good: while one replaces another, both sign. */
  WebhookVerifier(List<WebhookSecret> secrets, Duration tolerance) {
    this.secrets = List.copyOf(secrets);
    this.tolerance = tolerance;
  }

  /** ACCEPTED, WRONG_SIGNATURE, OUT_OF_TIME or MALFORMED. */
  Verification verify(WebhookHeaders headers, ByteString body, Instant now) {
    if (headers.id().isBlank() || headers.signature().isBlank()) {
      return Verification.MALFORMED;
    }
    Instant sent;
    try {
      sent = Instant.ofEpochSecond(Long.parseLong(headers.timestamp()));
    } catch (NumberFormatException | DateTimeException e) {
      return Verification.MALFORMED;
    }
    boolean signed =
        secrets.stream()
            .map(secret -> secret.sign(headers.id(), headers.timestamp(), body))
            .anyMatch(expected -> contains(headers.signature(), expected));
    if (!signed) {
      return Verification.WRONG_SIGNATURE;
    }
    return Duration.between(sent, now).abs().compareTo(tolerance) > 0
        ? Verification.OUT_OF_TIME
        : Verification.ACCEPTED;
  }

  /** The header is a list of {@code version,signature} with spaces between. */
  private static boolean contains(String header, String expected) {
    return Arrays.stream(header.split(" ", -1))
        .filter(signature -> signature.startsWith(SCHEME))
        .anyMatch(
            signature ->
                MessageDigest.isEqual(
                    signature.substring(SCHEME.length()).getBytes(StandardCharsets.US_ASCII),
                    expected.getBytes(StandardCharsets.US_ASCII)));
  }
}
