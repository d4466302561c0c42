package dev.pinwheel.runtime.service;

/**
 * The service cannot start or go on, for a reason that its message tells an operator; the process
 * ends with status 1.
 */
public final class ServiceFailedException extends RuntimeException {

  public ServiceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
