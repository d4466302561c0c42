package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Loopback ports for services that have to be told theirs before they start. They lie below the
 * ports that systems hand out by themselves (from 32768 on Linux, from 49152 elsewhere), so that no
 * connection and no listener of port 0 takes one between its choice and its use.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int NUMBER = 12_000;

  /** Processes that choose at the same time begin far from each other. */
  private static final int STRIDE = 97;

  private static int next = Math.floorMod(ProcessHandle.current().pid() * STRIDE, NUMBER);

  private FreePorts() {}

  /**
   * Distinct ports that nobody listens on, and that this process was not given before.
   *
   * @throws UncheckedIOException where the system has none
   */
  public static synchronized int[] choose(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int tried = 0; ports.size() < count; tried++) {
      if (tried == NUMBER) {
        throw new UncheckedIOException(
            new BindException(
                "no free loopback port from %d to %d".formatted(FIRST, FIRST + NUMBER - 1)));
      }
      int port = FIRST + next;
      next = (next + 1) % NUMBER;
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return ports.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port, e);
    }
  }
}
