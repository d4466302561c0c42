package dev.pinwheel.sip.register;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream, TCP or TLS; a response ends where its Content-Length says (RFC 3261 section 18.3). */
final class StreamConnection implements SipConnection {

  private static final int LARGEST_HEAD = 64 * 1024;

  private final Socket socket;

  /**
   * Takes a connected socket over.
   *
   * @param socket with its read timeout set
   */
  StreamConnection(Socket socket) {
    this.socket = socket;
  }

  @Override
  public String localAddress() {
    return Addresses.text(socket.getLocalAddress(), socket.getLocalPort());
  }

  @Override
  public SipResponse exchange(String request, String callId, int sequence) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    SipResponse response = receive();
    while (response.isProvisional() || !Responses.isTo(response, callId, sequence)) {
      response = receive();
    }
    return response;
  }

  private SipResponse receive() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the registrar closed the connection");
      }
      head.append((char) next);
      if (head.toString().isBlank()) {
        head.setLength(0); // keep-alives between messages (RFC 5626 section 3.5.1)
      }
      if (head.length() > LARGEST_HEAD) {
        throw new IOException("the registrar's answer is longer than 64 KiB");
      }
    }
    SipResponse response = SipResponse.parse(head.toString());
    in.skipNBytes(Math.clamp(contentLength(response), 0, LARGEST_HEAD));
    return response;
  }

  private static long contentLength(SipResponse response) throws IOException {
    String text = response.header("Content-Length").orElse("0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("the registrar's Content-Length is no number", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
