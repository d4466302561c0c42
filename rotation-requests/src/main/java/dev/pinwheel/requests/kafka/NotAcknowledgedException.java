package dev.pinwheel.requests.kafka;

/** The broker did not confirm a request in time; whether it has it is not known. */
public final class NotAcknowledgedException extends Exception {

  public NotAcknowledgedException(Throwable cause) {
    super(cause);
  }
}
