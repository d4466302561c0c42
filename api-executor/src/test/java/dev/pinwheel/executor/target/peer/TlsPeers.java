package dev.pinwheel.executor.target.peer;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All servers that are installed here, and a plain HTTP server behind those that need one. */
public final class TlsPeers implements AutoCloseable {

  private final HttpServer backend;
  private final Map<PeerProgram, TlsPeer> running = new EnumMap<>(PeerProgram.class);

  private TlsPeers(HttpServer backend) {
    this.backend = backend;
  }

  /**
   * Starts them.
   *
   * @param server their own certificate, for {@code localhost}, with an RSA key: GnuTLS takes no EC
   *     key without the public one in it, as Java writes it
   * @param root whose clients they take
   */
  public static TlsPeers start(HeldCertificate server, HeldCertificate root) throws IOException {
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    backend.start();
    TlsPeers peers = new TlsPeers(backend);
    try {
      for (PeerProgram program : PeerProgram.values()) {
        if (program.isInstalled()) {
          peers.running.put(
              program,
              TlsPeer.start(program, new PeerFiles(server, root), backend.getAddress().getPort()));
        }
      }
      return peers;
    } catch (IOException | RuntimeException e) {
      peers.close();
      throw e;
    }
  }

  /** A server; empty where it is not installed. */
  public Optional<TlsPeer> find(PeerProgram program) {
    return Optional.ofNullable(running.get(program));
  }

  @Override
  public void close() {
    running.values().forEach(TlsPeer::close);
    backend.stop(0);
  }
}
