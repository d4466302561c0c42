package dev.pinwheel.sip.register;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
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
   * @throws RegistrarUnreachableException where it does not get that far
   */
  SipConnection connect(SSLContext tls, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    InetSocketAddress address = new InetSocketAddress(host.replaceAll("^\\[|\\]$", ""), port);
    if (address.isUnresolved()) {
      throw new RegistrarUnreachableException("the registrar's name " + host + " is not known");
    }
    return switch (transport) {
      case UDP -> new UdpConnection(this, address, timeout);
      case TCP -> new StreamConnection(this, connected(address, millis));
      case TLS -> new StreamConnection(this, secured(connected(address, millis), tls));
    };
  }

  private Socket connected(InetSocketAddress address, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      return socket;
    } catch (ConnectException e) {
      socket.close();
      throw new RegistrarUnreachableException(
          "nothing listens at " + this + ": is the registrar up, and are transport and port right?",
          e);
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new RegistrarUnreachableException(
          "%s takes no connection within %d s: a firewall?".formatted(this, millis / 1000), e);
    } catch (SocketException e) {
      socket.close();
      throw new RegistrarUnreachableException(
          "%s cannot be reached: %s".formatted(this, e.getMessage()), e);
    }
  }

  private SSLSocket secured(Socket plain, SSLContext tls) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
    try {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw TlsTrouble.inHandshake(this, e);
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return transport.name().toLowerCase(Locale.ROOT) + ":" + host + ":" + port;
  }
}
