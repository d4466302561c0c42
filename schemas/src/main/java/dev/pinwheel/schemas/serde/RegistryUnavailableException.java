package dev.pinwheel.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No registry gave a usable answer. Nothing is known about the schema or the record, so the same
 * call is worth repeating.
 */
public final class RegistryUnavailableException extends RetriableException {

  /** Why there was no usable answer. */
  public enum Code {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** The answer took too long. */
    TIMEOUT,
    /** HTTP 5xx, 408 or 429. */
    OVERLOADED,
    /** An answer that the registry's API does not know: a wrong URL, a proxy, a broken body. */
    UNEXPECTED_ANSWER,
    /** The calling thread was interrupted; its interrupt flag is set. */
    INTERRUPTED
  }

  private final Code code;

  public RegistryUnavailableException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
