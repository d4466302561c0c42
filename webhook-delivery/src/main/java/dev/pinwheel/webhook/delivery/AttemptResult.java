package dev.pinwheel.webhook.delivery;

import java.time.Duration;
import java.util.Optional;

/** What one attempt to deliver came to. */
public sealed interface AttemptResult {

  /**
   * The receiver answered.
   *
   * @param status HTTP status
   * @param retryAfter how long it asked to be left alone; not negative
   * @param detail the beginning of its body, redacted, on one line
   */
  record Answered(int status, Optional<Duration> retryAfter, Optional<String> detail)
      implements AttemptResult {

    public boolean successful() {
      return status >= 200 && status <= 299;
    }
  }

  /**
   * No answer came.
   *
   * @param detail what happened, redacted, on one line
   */
  record Failed(TransportFault fault, String detail) implements AttemptResult {}

  /** The attempt's closed code, such as {@code HTTP_503} or {@code TIMEOUT}; empty for a 2xx. */
  default Optional<String> code() {
    return switch (this) {
      case Answered answer when answer.successful() -> Optional.empty();
      case Answered answer -> Optional.of("HTTP_" + answer.status());
      case Failed failure -> Optional.of(failure.fault().name());
    };
  }
}
