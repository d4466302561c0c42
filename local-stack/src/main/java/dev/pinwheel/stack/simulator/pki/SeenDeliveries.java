package dev.pinwheel.stack.simulator.pki;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The accepted deliveries of each message id; the newest 100,000 ids are remembered. */
final class SeenDeliveries {

  private static final int IDS = 100_000;

  private final ReentrantLock lock = new ReentrantLock();

  // Timestamp and signatures by endpoint and id; guarded by the lock.
  private final Map<String, Set<String>> byId = new LinkedHashMap<>();

  /** Remembers a verified delivery: ACCEPTED, DUPLICATE or REPLAYED. */
  Verification remember(String endpoint, WebhookHeaders headers) {
    String message = endpoint + "\n" + headers.id();
    String delivery = headers.timestamp() + "\n" + headers.signature();
    lock.lock();
    try {
      Set<String> before = byId.get(message);
      if (before != null) {
        return before.add(delivery) ? Verification.DUPLICATE : Verification.REPLAYED;
      }
      if (byId.size() == IDS) {
        byId.remove(byId.keySet().iterator().next());
      }
      byId.put(message, new HashSet<>(Set.of(delivery)));
      return Verification.ACCEPTED;
    } finally {
      lock.unlock();
    }
  }
}
