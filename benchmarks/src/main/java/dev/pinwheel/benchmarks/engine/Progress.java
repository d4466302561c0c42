package dev.pinwheel.benchmarks.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts handled records; the clock runs from the end of the warm-up to the last one. */
final class Progress {

  private final int warmUp;
  private final int all;
  private final AtomicInteger handled = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long began;
  private volatile long ended;

  Progress(int warmUp, int records) {
    this.warmUp = warmUp;
    this.all = warmUp + records;
  }

  void handled() {
    int count = handled.incrementAndGet();
    if (count == warmUp) {
      began = System.nanoTime();
    }
    if (count == all) {
      ended = System.nanoTime();
      done.countDown();
    }
  }

  /** Waits for the last record and returns the time between, in nanoseconds. */
  long await() throws InterruptedException {
    done.await();
    return ended - began;
  }
}
