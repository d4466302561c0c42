package dev.pinwheel.stack.simulator.fault;

/** A fault as an admin call wrote it, that cannot be read; the message says what is wrong. */
public final class MalformedFaultException extends Exception {

  MalformedFaultException(String message) {
    super(message);
  }
}
