package dev.pinwheel.sip.register;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.net.ssl.SSLException;

/** A stream, TCP or TLS; a response ends where its Content-Length says (RFC 3261 section 18.3). */
final class StreamConnection implements SipConnection {

  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int MILLIS_PER_SECOND = 1000;

  /** First byte of a TLS record: an alert, a handshake message (RFC 8446 section 5.1). */
  private static final Set<Integer> TLS_RECORDS = Set.of(0x15, 0x16);

  private final Registrar registrar;
  private final Socket socket;

  /**
   * Takes a connected socket over.
   *
   * @param socket with its read timeout set
   */
  StreamConnection(Registrar registrar, Socket socket) {
    this.registrar = registrar;
    this.socket = socket;
  }

  @Override
  public String localAddress() {
    return Addresses.text(socket.getLocalAddress(), socket.getLocalPort());
  }

  @Override
  public SipResponse exchange(String request, String callId, int sequence) throws IOException {
    try {
      send(request);
      SipResponse response = receive();
      while (response.isProvisional() || !Responses.isTo(response, callId, sequence)) {
        response = receive();
      }
      return response;
    } catch (SSLException e) {
      throw TlsTrouble.inWords(registrar, e);
    } catch (SocketTimeoutException e) {
      SocketTimeoutException inWords =
          new SocketTimeoutException(
              "%s did not answer within %d s"
                  .formatted(registrar, socket.getSoTimeout() / MILLIS_PER_SECOND));
      inWords.initCause(e);
      throw inWords;
    } catch (SocketException e) {
      throw new RegistrarUnreachableException(
          "%s broke the connection off (%s)%s".formatted(registrar, e.getMessage(), doubt()), e);
    }
  }

  /** Why a server refuses in TLS 1.3 can be read although nothing can be written any more. */
  private void send(String request) throws IOException {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      receive();
      throw e;
    }
  }

  private SipResponse receive() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new RegistrarUnreachableException(
            registrar + " closed the connection without an answer" + doubt());
      }
      if (head.isEmpty() && registrar.transport() == Transport.TCP && TLS_RECORDS.contains(next)) {
        throw new RegistrarUnreachableException(registrar + " speaks TLS: try tls:");
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

  private String doubt() {
    return registrar.transport() == Transport.TCP ? ": does the port speak TLS? Try tls:" : "";
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
