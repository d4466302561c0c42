package dev.pinwheel.stack.simulator.genesys;

/** A client that an admin call described and that the platform could not hold. */
final class MalformedClientException extends Exception {

  MalformedClientException(String message) {
    super(message);
  }
}
