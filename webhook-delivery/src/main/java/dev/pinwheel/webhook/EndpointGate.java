package dev.pinwheel.webhook;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way to one endpoint in this process: so many attempts at the same time, and none any more
 * once it has answered 410.
 */
final class EndpointGate {

  private final Semaphore permits;
  private final AtomicBoolean open;

  EndpointGate(int concurrency, boolean open) {
    permits = new Semaphore(concurrency, true);
    this.open = new AtomicBoolean(open);
  }

  boolean isOpen() {
    return open.get();
  }

  /** Shuts the gate until the process starts again. */
  void shut() {
    open.set(false);
  }

  /** Waits for a turn; {@link #leave} must follow. */
  void enter() throws InterruptedException {
    permits.acquire();
  }

  void leave() {
    permits.release();
  }
}
