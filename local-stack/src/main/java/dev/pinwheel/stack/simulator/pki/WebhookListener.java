package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.Route;
import dev.pinwheel.stack.simulator.http.SimulatorServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A listener that can go away, so that connections are refused, and come back on its port. */
public final class WebhookListener implements AutoCloseable {

  private final String host;
  private final Function<Patience, List<Route>> routes;
  private final ReentrantLock lock = new ReentrantLock();
  private final URI url;

  // Guarded by the lock; empty while it is down.
  private Optional<SimulatorServer> server;

  private WebhookListener(
      String host, Function<Patience, List<Route>> routes, SimulatorServer first) {
    this.host = host;
    this.routes = routes;
    this.server = Optional.of(first);
    this.url = first.url();
  }

  static WebhookListener start(String host, int port, Function<Patience, List<Route>> routes) {
    return new WebhookListener(host, routes, listen(host, port, routes));
  }

  private static SimulatorServer listen(
      String host, int port, Function<Patience, List<Route>> routes) {
    // Every life of the listener has its own patience: it ends with that life.
    Patience patience = new Patience();
    return SimulatorServer.start(host, port, patience, routes.apply(patience));
  }

  public URI url() {
    return url;
  }

  /** Stops listening; does nothing where it is down already. */
  public void down() {
    lock.lock();
    try {
      server.ifPresent(SimulatorServer::close);
      server = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Listens again, on the same port; does nothing where it is up already. */
  public void up() {
    lock.lock();
    try {
      if (server.isEmpty()) {
        server = Optional.of(listen(host, url.getPort(), routes));
      }
    } finally {
      lock.unlock();
    }
  }

  public boolean isUp() {
    lock.lock();
    try {
      return server.isPresent();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    down();
  }
}
