package dev.pinwheel.stack.simulator.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All targets as one TLS service. Which chain it presents follows the platform's state, handshake
 * by handshake; where the target's key for it is not there, the handshake fails, as it would.
 */
public final class TlsTargetService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsTargetService.class);
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final Duration ACCEPTOR_WAIT = Duration.ofSeconds(5);

  private final SSLServerSocket listener;
  private final Thread acceptor;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsTargetService(SSLServerSocket listener) {
    this.listener = listener;
    this.acceptor = Thread.ofVirtual().name("tls-targets").unstarted(this::accept);
  }

  /**
   * Listens on loopback.
   *
   * @param port 0 lets the system choose
   */
  public static TlsTargetService start(int port, ServedChains chains, TargetKeys keys)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new SniKeys(chains, keys)}, new TrustManager[0], null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(port, 1_024, InetAddress.getLoopbackAddress());
    TlsTargetService service = new TlsTargetService(listener);
    service.acceptor.start();
    return service;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("tls-target").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("a connection could not be accepted", e);
        }
      }
    }
  }

  /** The handshake is all there is to see; afterwards the client is expected to leave. */
  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      socket.startHandshake();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("a handshake or its connection ended early", e);
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    // Until the acceptor has left, the system may still take connections for it.
    try {
      acceptor.join(ACCEPTOR_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(TlsTargetService::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.debug("a socket did not close", e);
    }
  }
}
