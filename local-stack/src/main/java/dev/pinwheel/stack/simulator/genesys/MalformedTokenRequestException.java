package dev.pinwheel.stack.simulator.genesys;

/** A token request that breaks RFC 6749; the message never holds what was sent. */
final class MalformedTokenRequestException extends Exception {

  MalformedTokenRequestException(String message) {
    super(message);
  }
}
