package dev.pinwheel.validator.fetch;

/** Something could not be fetched; the message says what, from where and why. */
public final class FetchFailedException extends Exception {

  public FetchFailedException(String reason, Throwable cause) {
    super(reason, cause);
  }

  public FetchFailedException(String reason) {
    super(reason);
  }
}
