package dev.pinwheel.chain.der;

/** Bytes that are not the DER that was expected; the message holds nothing of them. */
public class MalformedDerException extends Exception {

  public MalformedDerException(String message) {
    super(message);
  }
}
