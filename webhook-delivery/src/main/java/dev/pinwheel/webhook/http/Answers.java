package dev.pinwheel.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.runtime.http.RetryAfter;
import dev.pinwheel.webhook.delivery.AttemptResult;
import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import dev.pinwheel.webhook.delivery.Redaction;
import dev.pinwheel.webhook.delivery.TransportFault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads what came back, or did not. */
final class Answers {

  /** As much of an answer's body as is ever read. */
  static final int MOST_BODY_BYTES = 4096;

  /** Left out at the end of a longer body, where a secret may have been cut in two. */
  private static final int TORN_BYTES = 512;

  private Answers() {}

  /** Reads an answer; its body only where it did not succeed, and then for a person. */
  static Answered read(Response response, Redaction redaction, Instant now) {
    Optional<Duration> retryAfter =
        Optional.ofNullable(response.header("Retry-After"))
            .flatMap(header -> RetryAfter.parse(header, now));
    return new Answered(
        response.code(),
        retryAfter,
        response.isSuccessful() ? Optional.empty() : detail(response, redaction));
  }

  /** Why no answer came. */
  static AttemptResult failed(IOException failure, Redaction redaction) {
    TransportFault fault =
        switch (failure) {
          case AddressRefusedException e -> TransportFault.ADDRESS_REFUSED;
          case UnknownHostException e -> TransportFault.HOST_UNKNOWN;
          case InterruptedIOException e -> TransportFault.TIMEOUT;
          case SSLException e -> TransportFault.TLS_FAILED;
          case ProtocolException e -> TransportFault.MALFORMED_ANSWER;
          default -> TransportFault.CONNECTION_FAILED;
        };
    return new Failed(
        fault, redaction.line(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
  }

  private static Optional<String> detail(Response response, Redaction redaction) {
    Buffer beginning = new Buffer();
    boolean whole = true;
    try {
      BufferedSource body = response.body().source();
      while (beginning.size() < MOST_BODY_BYTES
          && body.read(beginning, MOST_BODY_BYTES - beginning.size()) != -1) {
        // read appends to the buffer; the loop's condition does the rest
      }
    } catch (IOException e) {
      // The status has arrived and decides; of the body there is what came before it broke off.
      whole = false;
    }
    byte[] bytes = beginning.readByteArray();
    boolean torn = !whole || bytes.length == MOST_BODY_BYTES;
    int kept = torn ? Math.max(0, bytes.length - TORN_BYTES) : bytes.length;
    return line(new String(bytes, 0, kept, UTF_8), redaction);
  }

  private static Optional<String> line(String text, Redaction redaction) {
    String line = redaction.line(text);
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }
}
