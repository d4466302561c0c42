package dev.pinwheel.chain.pem;

/** A file is no text that PEM could be in; the message goes on from the file's name. */
public final class NotPemException extends Exception {

  NotPemException(String reason) {
    super(reason);
  }
}
