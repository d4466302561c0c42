package dev.pinwheel.validator.fetch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers values until an instant, the most recently used ones of a bounded number. It may be
 * used by any number of threads; nothing is fetched while its lock is held, so that two threads may
 * fetch the same thing once each.
 */
final class ExpiringCache<K, V> {

  private final int most;
  private final Map<K, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);

  private record Held<V>(V value, Instant until) {}

  ExpiringCache(int most) {
    this.most = most;
  }

  synchronized Optional<V> get(K key, Instant now) {
    return Optional.ofNullable(held.get(key))
        .filter(one -> now.isBefore(one.until()))
        .map(Held::value);
  }

  synchronized void put(K key, V value, Instant until) {
    held.put(key, new Held<>(value, until));
    if (held.size() > most) {
      held.remove(held.keySet().iterator().next());
    }
  }
}
