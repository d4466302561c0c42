package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The progress of rotations that wait to be handled again, bounded: of too many, the one that was
 * touched longest ago is forgotten. A rotation whose partition was taken away is only forgotten so.
 */
final class RotationMemory {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Progress> waiting;

  RotationMemory(int most) {
    waiting =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, Progress> eldest) {
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
  Progress of(UUID eventId, int attempt) {
    lock.lock();
    try {
      return attempt <= 1 ? Progress.NONE : waiting.getOrDefault(eventId, Progress.NONE);
    } finally {
      lock.unlock();
    }
  }

  void keep(UUID eventId, Progress progress) {
    lock.lock();
    try {
      waiting.put(eventId, progress);
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
