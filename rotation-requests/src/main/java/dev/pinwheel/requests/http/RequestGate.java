package dev.pinwheel.requests.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a bounded number of requests in, so that bodies in memory are bounded (promise G12), and
 * lets a stop wait for those inside.
 */
final class RequestGate {

  private static final Duration WAITS_AT_MOST = Duration.ofSeconds(2);

  private final int most;
  private final Semaphore places;

  private volatile boolean closed;

  RequestGate(int most) {
    this.most = most;
    this.places = new Semaphore(most, true);
  }

  /** Enters, after a moment if need be; whoever entered must {@link #leave}. */
  void enter() throws ProblemException, InterruptedException {
    if (closed || !places.tryAcquire(WAITS_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          Problem.of(503, ProblemCode.OVERLOADED, "Nothing was done; ask again in a moment.")
              .withHeader("Retry-After", "1"));
    }
  }

  void leave() {
    places.release();
  }

  /** Lets nobody in any more and waits for those inside, up to a limit. */
  void close(Duration limit) throws InterruptedException {
    closed = true;
    if (places.tryAcquire(most, limit.toMillis(), TimeUnit.MILLISECONDS)) {
      places.release(most);
    }
  }
}
