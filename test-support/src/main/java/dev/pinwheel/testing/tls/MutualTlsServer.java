package dev.pinwheel.testing.tls;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * An HTTPS server on loopback that asks for a client certificate and answers every request with an
 * empty 200. What it trusts, which versions it speaks and whether it asks can be changed while it
 * runs; connections that are made afterwards meet the change.
 */
public final class MutualTlsServer implements AutoCloseable {

  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final char[] PASSWORD = "loopback".toCharArray();

  private final HeldCertificate identity;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<X509Certificate> accepted = new CopyOnWriteArrayList<>();
  private volatile Manners manners;

  /**
   * How it treats clients.
   *
   * @param asks whether it asks for a certificate at all
   * @param versions TLS versions that it speaks
   * @param trusted authorities whose clients it takes
   */
  public record Manners(boolean asks, List<String> versions, List<X509Certificate> trusted) {

    public Manners {
      versions = List.copyOf(versions);
      trusted = List.copyOf(trusted);
    }

    public static Manners trusting(X509Certificate... authorities) {
      return new Manners(true, List.of("TLSv1.3", "TLSv1.2"), List.of(authorities));
    }

    public Manners speaking(String... only) {
      return new Manners(asks, List.of(only), trusted);
    }

    public Manners notAsking() {
      return new Manners(false, versions, trusted);
    }
  }

  private MutualTlsServer(HeldCertificate identity, Manners manners, ServerSocket listener) {
    this.identity = identity;
    this.manners = manners;
    this.listener = listener;
  }

  /**
   * Listens on a port that the system chooses.
   *
   * @param identity its own certificate, for {@code localhost}
   */
  public static MutualTlsServer start(HeldCertificate identity, Manners manners)
      throws IOException {
    // A plain socket: each connection gets the context of its own moment.
    ServerSocket plain = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    MutualTlsServer server = new MutualTlsServer(identity, manners, plain);
    Thread.ofVirtual().name("mutual-tls").start(server::accept);
    return server;
  }

  public URI url() {
    return URI.create("https://localhost:" + listener.getLocalPort() + "/");
  }

  public void treatClients(Manners from) {
    manners = from;
  }

  /** Leaves of the clients that got an answer. */
  public List<X509Certificate> accepted() {
    return List.copyOf(accepted);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("mutual-tls-client").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException("a connection could not be accepted", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    Manners now = manners;
    try (SSLSocket tls =
        (SSLSocket) context(now).getSocketFactory().createSocket(socket, null, true)) {
      tls.setSoTimeout(READ_TIMEOUT_MILLIS);
      tls.setUseClientMode(false);
      tls.setEnabledProtocols(now.versions().toArray(String[]::new));
      tls.setNeedClientAuth(now.asks());
      tls.startHandshake();
      if (now.asks()) {
        accepted.add((X509Certificate) tls.getSession().getPeerCertificates()[0]);
      }
      if (tls.getInputStream().read() >= 0) {
        tls.getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // A client that was refused, or has left: the client is who tells of it.
      closed(socket);
    } finally {
      open.remove(socket);
    }
  }

  private SSLContext context(Manners now) {
    try {
      KeyStore own = empty();
      own.setKeyEntry(
          "own", identity.privateKey(), PASSWORD, identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(now.trusted()), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a TLS context of certificates that were just made", e);
    }
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = empty();
    for (X509Certificate authority : authorities) {
      trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Override
  public void close() {
    closed(listener);
    open.forEach(MutualTlsServer::closed);
  }

  private static void closed(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a loopback socket did not close", e);
    }
  }
}
