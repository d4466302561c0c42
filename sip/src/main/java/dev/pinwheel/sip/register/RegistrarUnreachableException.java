package dev.pinwheel.sip.register;

import java.io.IOException;

/** No registrar could be asked; the message says at which address, why, and what to look at. */
public final class RegistrarUnreachableException extends IOException {

  private static final long serialVersionUID = 1L;

  RegistrarUnreachableException(String message) {
    super(message);
  }

  RegistrarUnreachableException(String message, IOException cause) {
    super(message, cause);
  }
}
