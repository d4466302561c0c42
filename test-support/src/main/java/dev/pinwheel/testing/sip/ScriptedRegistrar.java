package dev.pinwheel.testing.sip;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registrar on a loopback port that answers each request with the next line of its script: a
 * status, and headers. It copies what RFC 3261 section 8.2.6 says of a request's headers.
 */
public final class ScriptedRegistrar implements AutoCloseable {

  public static final String NO_ANSWER = "";

  private final LinkedBlockingDeque<String> script = new LinkedBlockingDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final Closeable socket;
  private final int port;

  private ScriptedRegistrar(Closeable socket, int port) {
    this.socket = socket;
    this.port = port;
  }

  public static ScriptedRegistrar udp() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ScriptedRegistrar registrar = new ScriptedRegistrar(socket, socket.getLocalPort());
    Thread.ofVirtual().start(() -> registrar.serve(socket));
    return registrar;
  }

  public static ScriptedRegistrar tcp() throws IOException {
    return stream(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
  }

  /** Over TLS, with this certificate. */
  public static ScriptedRegistrar tls(HeldCertificate leaf) throws IOException {
    return stream(
        serving(leaf)
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress()));
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

  private static ScriptedRegistrar stream(ServerSocket socket) {
    ScriptedRegistrar registrar = new ScriptedRegistrar(socket, socket.getLocalPort());
    Thread.ofVirtual().start(() -> registrar.serve(socket));
    return registrar;
  }

  public int port() {
    return port;
  }

  /** Status line's end and headers, such as {@code 200 OK}, separated by line breaks. */
  public ScriptedRegistrar answers(String... lines) {
    script.add(String.join("\r\n", lines));
    return this;
  }

  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(DatagramSocket udp) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        udp.receive(packet);
        String answer =
            answer(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
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
              .write(answer(head.toString()).getBytes(StandardCharsets.UTF_8));
          accepted.getOutputStream().flush();
          head.setLength(0);
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private synchronized String answer(String request) {
    requests.add(request);
    String next = script.poll();
    if (next == null || next.equals(NO_ANSWER)) {
      return NO_ANSWER;
    }
    StringBuilder answer = new StringBuilder("SIP/2.0 " + next + "\r\n");
    request
        .lines()
        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
        .forEach(line -> answer.append(line).append("\r\n"));
    return answer.append("Content-Length: 0\r\n\r\n").toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
