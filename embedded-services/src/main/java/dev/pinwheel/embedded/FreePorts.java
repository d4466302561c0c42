package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports that the system says are free. */
public final class FreePorts {

  private FreePorts() {}

  /**
   * Distinct free ports. All are held open until all are known, so that no number comes twice. A
   * port may be taken by somebody else before its service binds it; the service then fails at
   * start-up.
   */
  public static int[] choose(int count) {
    ServerSocket[] held = new ServerSocket[count];
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        held[i] = new ServerSocket();
        held[i].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ports[i] = held[i].getLocalPort();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port", e);
    } finally {
      for (ServerSocket socket : held) {
        close(socket);
      }
    }
  }

  private static void close(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
