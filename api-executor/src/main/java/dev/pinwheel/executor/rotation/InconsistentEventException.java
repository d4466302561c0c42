package dev.pinwheel.executor.rotation;

/** A chain-validated event that contradicts itself. */
public final class InconsistentEventException extends Exception {

  public InconsistentEventException(String message) {
    super(message);
  }

  public InconsistentEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
