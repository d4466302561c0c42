package dev.pinwheel.executor.target.peer;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.embedded.FreePorts;
import dev.pinwheel.embedded.TemporaryFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * A TLS server that is not ours, as a process on loopback, with one port for each of its manners.
 */
public final class TlsPeer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TemporaryFolder folder;
  private final ChildProcess process;
  private final Map<String, Integer> ports;

  private TlsPeer(TemporaryFolder folder, ChildProcess process, Map<String, Integer> ports) {
    this.folder = folder;
    this.process = process;
    this.ports = Map.copyOf(ports);
  }

  /** Starts it, and waits until it listens on all of its ports. */
  static TlsPeer start(PeerProgram program, PeerFiles certificates, int backend)
      throws IOException {
    TemporaryFolder folder = TemporaryFolder.create("pinwheel-tls-peer-");
    try {
      certificates.writeTo(folder.path());
      int[] numbers = FreePorts.choose(program.manners().size());
      Map<String, Integer> ports = new TreeMap<>();
      for (int i = 0; i < numbers.length; i++) {
        ports.put(program.manners().get(i), numbers[i]);
      }
      Path config =
          Files.writeString(
              folder.path().resolve("peer.conf"),
              filled(program.configuration(), folder.path(), ports, backend));
      // Neither library takes signatures of Ed25519, so that a client with such a key sends
      // nothing.
      Path openssl = Files.writeString(folder.path().resolve("openssl.cnf"), OPENSSL);
      Path gnutls = Files.writeString(folder.path().resolve("gnutls.conf"), GNUTLS);
      ChildProcess process =
          ChildProcess.start(
              program.name(),
              program.command(config),
              Map.of(
                  "OPENSSL_CONF",
                  openssl.toString(),
                  "GNUTLS_SYSTEM_PRIORITY_FILE",
                  gnutls.toString()),
              folder.path().resolve("peer.log"));
      TlsPeer peer = new TlsPeer(folder, process, ports);
      try {
        peer.awaitPorts();
      } catch (RuntimeException e) {
        IllegalStateException failed =
            new IllegalStateException(program.name() + " does not listen: " + process.output(), e);
        peer.close();
        throw failed;
      }
      return peer;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Where it treats clients so. */
  public URI url(String manner, String path) {
    return URI.create("https://localhost:" + ports.get(manner) + path);
  }

  /** What it said, for messages of failed tests. */
  public String log() {
    return process.output();
  }

  @Override
  public void close() {
    try (folder) {
      process.close();
    }
  }

  private void awaitPorts() {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || ports.values().stream().allMatch(TlsPeer::listens));
    if (!process.isAlive()) {
      throw new IllegalStateException("it has ended");
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String filled(
      String template, Path folder, Map<String, Integer> ports, int backend) {
    String text = template.replace("$FOLDER", folder.toString());
    text = text.replace("$BACKEND", Integer.toString(backend));
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      text = text.replace("$" + port.getKey() + "$", "127.0.0.1:" + port.getValue());
      text = text.replace("#" + port.getKey() + "#", Integer.toString(port.getValue()));
    }
    return text;
  }

  private static final String OPENSSL =
      """
      openssl_conf = init
      [init]
      ssl_conf = ssl
      [ssl]
      system_default = defaults
      [defaults]
      ClientSignatureAlgorithms = ECDSA+SHA256
      """;

  private static final String GNUTLS =
      """
      [overrides]
      insecure-sig = EdDSA-Ed25519
      insecure-sig = EdDSA-Ed448
      """;
}
