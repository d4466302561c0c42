package dev.pinwheel.testing.sip;

import dev.pinwheel.embedded.FreePorts;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Takes SIP requests without bodies on a loopback port, over UDP, TCP or TLS, and sends what it is
 * told to answer; nothing for an empty text.
 */
public final class SipServer implements AutoCloseable {

  private final Closeable socket;
  private final int port;
  private final UnaryOperator<String> answering;

  private SipServer(Closeable socket, int port, UnaryOperator<String> answering) {
    this.socket = socket;
    this.port = port;
    this.answering = answering;
  }

  public static SipServer udp(UnaryOperator<String> answering) throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SipServer server = new SipServer(socket, socket.getLocalPort(), answering);
    Thread.ofVirtual().start(() -> server.serve(socket));
    return server;
  }

  public static SipServer tcp(UnaryOperator<String> answering) throws IOException {
    return stream(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), answering);
  }

  /** Over TLS, with this certificate. */
  public static SipServer tls(HeldCertificate leaf, UnaryOperator<String> answering)
      throws IOException {
    return stream(
        serving(leaf)
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
        answering);
  }

  private static SipServer stream(ServerSocket socket, UnaryOperator<String> answering) {
    SipServer server = new SipServer(socket, socket.getLocalPort(), answering);
    Thread.ofVirtual().start(() -> server.serve(socket));
    return server;
  }

  private static SSLContext serving(HeldCertificate leaf) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", leaf.privateKey(), new char[0], leaf.chain().toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made", e);
    }
  }

  public int port() {
    return port;
  }

  /** A loopback port that nobody listens on. */
  public static int unusedPort() {
    return FreePorts.choose(1)[0];
  }

  /**
   * A response to a request: what RFC 3261 section 8.2.6 copies of its headers, and no body.
   *
   * @param head status line's end and headers, such as {@code 200 OK}, separated by line breaks
   */
  public static String response(String request, String head) {
    StringBuilder answer = new StringBuilder("SIP/2.0 " + head + "\r\n");
    request
        .lines()
        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
        .map(line -> line.startsWith("To:") && !line.contains(";tag=") ? line + ";tag=uas" : line)
        .forEach(line -> answer.append(line).append("\r\n"));
    return answer.append("Content-Length: 0\r\n\r\n").toString();
  }

  /** Answers a datagram that is repeated as it did before (RFC 3261 section 17.2.2). */
  private void serve(DatagramSocket udp) {
    Map<List<String>, String> ended = new HashMap<>();
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        udp.receive(packet);
        String request =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        List<String> transaction =
            request.lines().filter(line -> line.matches("(Via|CSeq):.*")).toList();
        String answer = ended.get(transaction);
        if (answer == null) {
          answer = answering.apply(request);
          if (answer.startsWith("SIP/2.0 ") && !answer.startsWith("SIP/2.0 1")) {
            ended.put(transaction, answer);
          }
        }
        if (!answer.isEmpty()) {
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      }
    } catch (SocketException closed) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(ServerSocket server) {
    try {
      while (true) {
        Socket accepted = server.accept();
        Thread.ofVirtual().start(() -> serve(accepted));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      InputStream in = accepted.getInputStream();
      StringBuilder head = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n") >= 0) {
          accepted
              .getOutputStream()
              .write(answering.apply(head.toString()).getBytes(StandardCharsets.UTF_8));
          accepted.getOutputStream().flush();
          head.setLength(0);
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
