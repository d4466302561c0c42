package dev.pinwheel.audit.kafka;

/** Nobody knows yet whether the bytes are an event: the same call may succeed later. */
final class DecoderUnavailableException extends Exception {

  DecoderUnavailableException(Throwable cause) {
    super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
  }
}
