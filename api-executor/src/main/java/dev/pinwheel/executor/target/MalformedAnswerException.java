package dev.pinwheel.executor.target;

/** A successful answer that is not what the platform's API answers. */
final class MalformedAnswerException extends Exception {

  MalformedAnswerException(String message) {
    super(message);
  }

  MalformedAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
