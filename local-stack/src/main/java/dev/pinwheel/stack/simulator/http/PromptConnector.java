package dev.pinwheel.stack.simulator.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector that refuses connections once it is closed. Closing a channel only wakes the thread
 * that waits in accept, and the system takes connections until that thread has left.
 */
final class PromptConnector extends ServerConnector {

  private static final int ACCEPTORS = 1;
  private static final int DEFAULT_SELECTORS = -1;

  // Held by the thread in accept.
  private final Semaphore accepting = new Semaphore(1);

  PromptConnector(Server server, HttpConfiguration http, String host, int port) {
    super(server, ACCEPTORS, DEFAULT_SELECTORS, new HttpConnectionFactory(http));
    setHost(host);
    setPort(port);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    accepting.acquireUninterruptibly();
    try {
      super.accept(acceptor);
    } finally {
      accepting.release();
    }
  }

  @Override
  public void close() {
    super.close();
    accepting.acquireUninterruptibly();
    accepting.release();
  }
}
