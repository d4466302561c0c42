package dev.pinwheel.chain.key;

/** A private key that is not what its label says; the message holds nothing of the key. */
final class MalformedKeyException extends Exception {

  MalformedKeyException(String message) {
    super(message);
  }
}
