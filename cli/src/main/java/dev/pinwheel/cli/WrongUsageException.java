package dev.pinwheel.cli;

/** What was typed cannot be done; the message says what, where and what to do instead. */
final class WrongUsageException extends RuntimeException {

  WrongUsageException(String message) {
    super(message);
  }

  WrongUsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
