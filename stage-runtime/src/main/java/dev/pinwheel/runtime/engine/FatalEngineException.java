package dev.pinwheel.runtime.engine;

/**
 * The engine no longer knows its state, or the code or configuration around it is wrong: the
 * process stops, and a restart begins from what is committed.
 */
public final class FatalEngineException extends RuntimeException {

  public FatalEngineException(String message) {
    super(message);
  }

  public FatalEngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
