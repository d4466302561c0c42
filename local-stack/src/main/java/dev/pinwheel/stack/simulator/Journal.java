package dev.pinwheel.stack.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What happened, in order; only the newest entries are kept, but all are counted. */
public final class Journal<T> {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();

  // Both are guarded by the lock.
  private final Deque<T> entries = new ArrayDeque<>();
  private long total;

  public Journal(int capacity) {
    this.capacity = capacity;
  }

  public void add(T entry) {
    lock.lock();
    try {
      if (entries.size() == capacity) {
        entries.removeFirst();
      }
      entries.addLast(entry);
      total++;
    } finally {
      lock.unlock();
    }
  }

  /** The kept entries, oldest first. */
  public List<T> entries() {
    lock.lock();
    try {
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /** How many were ever added. */
  public long total() {
    lock.lock();
    try {
      return total;
    } finally {
      lock.unlock();
    }
  }
}
