package dev.pinwheel.sip.register;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Where to register. */
public record Registrar(Transport transport, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(udp|tcp|tls):(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9.-]+)(?::(\\d{1,5}))?");
  private static final int PORT = 5060;
  private static final int TLS_PORT = 5061;
  private static final int LAST_PORT = 65_535;

  /**
   * Reads {@code udp:HOST[:PORT]}, {@code tcp:…} or {@code tls:…}; ports of RFC 3261 section
   * 19.1.2.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  public static Registrar parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      Transport transport =
          switch (form.group(1)) {
            case "udp" -> Transport.UDP;
            case "tcp" -> Transport.TCP;
            default -> Transport.TLS;
          };
      int port =
          Optional.ofNullable(form.group(3))
              .map(Integer::valueOf)
              .orElse(transport == Transport.TLS ? TLS_PORT : PORT);
      if (port >= 1 && port <= LAST_PORT) {
        return new Registrar(transport, form.group(2), port);
      }
    }
    throw new IllegalArgumentException(
        "expected udp:HOST:PORT, tcp:HOST:PORT or tls:HOST:PORT, not " + text);
  }

  /**
   * Connects.
   *
   * @param tls whom to trust where it is TLS; the host name is checked, too
   */
  SipConnection connect(SSLContext tls, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the registrar's name " + host + " is not known");
    }
    return switch (transport) {
      case UDP -> new UdpConnection(address, timeout);
      case TCP -> {
        Socket socket = new Socket();
        socket.connect(address, millis);
        socket.setSoTimeout(millis);
        yield new StreamConnection(socket);
      }
      case TLS -> {
        Socket plain = new Socket();
        plain.connect(address, millis);
        plain.setSoTimeout(millis);
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        yield new StreamConnection(socket);
      }
    };
  }
}
