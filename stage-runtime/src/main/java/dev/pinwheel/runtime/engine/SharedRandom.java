package dev.pinwheel.runtime.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** A random generator that many threads may use, over one that need not be thread-safe. */
final class SharedRandom implements RandomGenerator {

  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();

  SharedRandom(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public long nextLong() {
    lock.lock();
    try {
      return random.nextLong();
    } finally {
      lock.unlock();
    }
  }
}
