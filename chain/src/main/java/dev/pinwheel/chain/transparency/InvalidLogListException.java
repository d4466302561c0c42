package dev.pinwheel.chain.transparency;

/** Text that is no list of logs, with what is wrong and where. */
public final class InvalidLogListException extends Exception {

  public InvalidLogListException(String reason, Throwable cause) {
    super(reason, cause);
  }

  public InvalidLogListException(String reason) {
    super(reason);
  }
}
