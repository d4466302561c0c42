package dev.pinwheel.executor.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first thing that a server says is no TLS record. */
final class NoTlsException extends IOException {

  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int TLS_MAJOR = 3;
  private static final int QUOTED = 60;

  private NoTlsException(String message) {
    super(message);
  }

  /** Servers begin with an alert or a handshake message, of TLS's major version (RFC 8446 5.1). */
  static void unlessRecord(ByteBuffer start) throws NoTlsException {
    boolean record =
        (start.get(0) == ALERT || start.get(0) == HANDSHAKE)
            && (start.limit() < 2 || start.get(1) == TLS_MAJOR);
    if (record) {
      return;
    }
    byte[] bytes = new byte[Math.min(start.remaining(), QUOTED)];
    start.get(bytes);
    String text = new String(bytes, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    throw new NoTlsException(
        text.startsWith("HTTP/")
            ? "plain HTTP is spoken there: it answers \"%s\"".formatted(HttpAnswer.printable(text))
            : "no TLS is spoken there: it says \"%s\"".formatted(HttpAnswer.printable(text)));
  }
}
