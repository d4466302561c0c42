package dev.pinwheel.executor.target;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a trunk and the trunks that it fails over to from being changed at the same time by this
 * process. Nobody blocks here: who may not enter comes again. Several processes share nothing but
 * the platform; what one of them sees there of another's change is {@link TrunkHealth}.
 */
final class FailoverGuard {

  private final Duration lease;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock; by trunk.
  private final Map<String, Entry> changing = new HashMap<>();

  private record Entry(String rotation, Set<String> peers, Instant until) {}

  /**
   * A guard that nobody has entered.
   *
   * @param lease how long a rotation that does not come again keeps the others out: its partition
   *     may be another process's by now
   */
  FailoverGuard(Duration lease) {
    this.lease = lease;
  }

  /**
   * Enters, or enters again.
   *
   * @param peers the trunks that must not be changed meanwhile
   * @return the trunk that is being changed and is in the way; empty where the rotation is inside
   */
  Optional<String> enter(String trunk, Set<String> peers, String rotation, Instant now) {
    lock.lock();
    try {
      changing.values().removeIf(entry -> !now.isBefore(entry.until()));
      Optional<String> inTheWay =
          changing.entrySet().stream()
              .filter(other -> !other.getValue().rotation().equals(rotation))
              .filter(
                  other ->
                      peers.contains(other.getKey()) || other.getValue().peers().contains(trunk))
              .map(Map.Entry::getKey)
              .findFirst();
      if (inTheWay.isEmpty()) {
        changing.put(trunk, new Entry(rotation, Set.copyOf(peers), now.plus(lease)));
      }
      return inTheWay;
    } finally {
      lock.unlock();
    }
  }

  void leave(String rotation) {
    lock.lock();
    try {
      changing.values().removeIf(entry -> entry.rotation().equals(rotation));
    } finally {
      lock.unlock();
    }
  }
}
