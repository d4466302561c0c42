package dev.pinwheel.sip.digest;

/** A header that is no digest challenge or answer; the message says what is wrong with it. */
public final class MalformedDigestException extends Exception {

  public MalformedDigestException(String message) {
    super(message);
  }
}
