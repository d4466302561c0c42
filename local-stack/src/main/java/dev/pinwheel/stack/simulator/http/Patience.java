package dev.pinwheel.stack.simulator.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Real waiting, which ends early when the simulator stops, so that no hanging connection outlives
 * it.
 */
public final class Patience {

  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Waits.
   *
   * @return false where the simulator stops and there is nobody to answer any more
   */
  public boolean pause(Duration duration) {
    try {
      return !stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends every wait, now and later. */
  public void end() {
    stopped.countDown();
  }
}
