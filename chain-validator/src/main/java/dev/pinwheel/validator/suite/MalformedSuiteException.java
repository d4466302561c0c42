package dev.pinwheel.validator.suite;

/** A file that is no suite in the schema of x509-limbo. */
public final class MalformedSuiteException extends Exception {

  public MalformedSuiteException(String reason) {
    super(reason);
  }

  public MalformedSuiteException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
