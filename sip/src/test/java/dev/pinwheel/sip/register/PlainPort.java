package dev.pinwheel.sip.register;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;

/** A port that speaks no TLS, and says so in plain SIP. */
final class PlainPort {

  private PlainPort() {}

  static void answer(ServerSocket server) {
    try (Socket accepted = server.accept()) {
      accepted.getInputStream().read();
      accepted.getOutputStream().write("SIP/2.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      accepted.getOutputStream().flush();
      accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
