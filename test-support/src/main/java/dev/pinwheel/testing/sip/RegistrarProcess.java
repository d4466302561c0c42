package dev.pinwheel.testing.sip;

import dev.pinwheel.embedded.FreePorts;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A registrar that is not ours, as a process of its own on loopback: Kamailio or ejabberd, from
 * Debian's packages. It knows the user {@link #USER} in every domain of its tests.
 *
 * @param port of UDP and TCP
 * @param tlsPort where no client certificate is asked for
 * @param strictTlsPort where one is; zero where the registrar has no such port
 */
public record RegistrarProcess(Process process, int port, int tlsPort, int strictTlsPort)
    implements AutoCloseable {

  public static final String USER = "byoc_user";
  public static final String PASSWORD = "circle of life";

  private static final long LONGEST_START_SECONDS = 60;
  private static final long LONGEST_END_SECONDS = 20;

  /** What a registrar is started with. */
  interface Command {
    List<String> with(int port, int tlsPort, int strictTlsPort) throws IOException;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param ready what it prints when it is; empty where its ports tell
   */
  static RegistrarProcess start(Path folder, String ready, Command command)
      throws IOException, InterruptedException {
    int[] ports = FreePorts.choose(3);
    ProcessBuilder builder =
        new ProcessBuilder(command.with(ports[0], ports[1], ports[2]))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registrar.log").toFile());
    RegistrarProcess registrar =
        new RegistrarProcess(builder.start(), ports[0], ports[1], ports[2]);
    registrar.await(folder.resolve("registrar.log"), ready);
    return registrar;
  }

  private void await(Path log, String ready) throws IOException, InterruptedException {
    long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!listens(port) || !listens(tlsPort) || !Files.readString(log).contains(ready)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > last) {
        close();
        throw new IOException("the registrar does not start: " + Files.readString(log));
      }
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Key and chain in one file, as both registrars read them. */
  static Path pem(Path folder, HeldCertificate leaf) throws IOException {
    return Files.writeString(
        folder.resolve("registrar.pem"), leaf.privateKeyPem() + leaf.fullChainPem());
  }

  @Override
  public void close() {
    process.destroy(); // each ends its own children
    process.onExit().orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS).join();
  }
}
