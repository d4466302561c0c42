package dev.pinwheel.stack.simulator.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Why a handshake showed no certificate: the closed codes of PinObserved's error. */
public enum HandshakeError {
  /** Nobody listens. */
  CONNECTION_REFUSED,
  /** No connection, or no end of the handshake, in time. */
  TIMED_OUT,
  /** The target sent a TLS alert: it has no certificate or no key to serve. */
  HANDSHAKE_REFUSED,
  /** The connection broke during the handshake. */
  CONNECTION_LOST;

  static HandshakeError of(IOException failure) {
    return switch (failure) {
      case ConnectException refused -> CONNECTION_REFUSED;
      case SocketTimeoutException late -> TIMED_OUT;
      case SSLHandshakeException alert when !(alert.getCause() instanceof EOFException) ->
          HANDSHAKE_REFUSED;
      default -> CONNECTION_LOST;
    };
  }
}
