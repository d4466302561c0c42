package dev.pinwheel.executor.rotation;

/** Text that is not a PEM chain of certificates. */
public final class MalformedChainException extends Exception {

  public MalformedChainException(String message) {
    super(message);
  }

  public MalformedChainException(String message, Throwable cause) {
    super(message, cause);
  }
}
