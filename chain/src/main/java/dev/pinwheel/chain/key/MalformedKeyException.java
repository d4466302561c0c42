package dev.pinwheel.chain.key;

import dev.pinwheel.chain.der.MalformedDerException;

/** A private key that is not what its label says; the message holds nothing of the key. */
final class MalformedKeyException extends MalformedDerException {

  MalformedKeyException(String message) {
    super(message);
  }
}
