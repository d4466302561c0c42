package dev.pinwheel.executor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is kept of rotations that wait to be handled again, bounded: of too many, the one that was
 * touched longest ago is forgotten. A rotation whose partition was taken away is only forgotten so.
 */
final class RotationMemory<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, T> waiting;

  private final T unknown;

  /**
   * A memory.
   *
   * @param unknown what is known of a rotation that nothing is kept of
   */
  RotationMemory(int most, T unknown) {
    this.unknown = unknown;
    waiting =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, T> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * What is known of a rotation.
   *
   * @param eventId the validated event's id
   * @param attempt the delivery's; at the first nothing of an earlier ownership counts
   */
  T of(UUID eventId, int attempt) {
    lock.lock();
    try {
      return attempt <= 1 ? unknown : waiting.getOrDefault(eventId, unknown);
    } finally {
      lock.unlock();
    }
  }

  void keep(UUID eventId, T known) {
    lock.lock();
    try {
      waiting.put(eventId, known);
    } finally {
      lock.unlock();
    }
  }

  void forget(UUID eventId) {
    lock.lock();
    try {
      waiting.remove(eventId);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
