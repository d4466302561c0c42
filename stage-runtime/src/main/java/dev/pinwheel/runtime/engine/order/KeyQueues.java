package dev.pinwheel.runtime.engine.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One serial queue for each key. The head of a queue is the only element of its key that may be
 * worked on; it stays the head until it is released. Not thread-safe.
 */
final class KeyQueues<K, V> {

  private final Map<K, Entry<V>> entries = new HashMap<>();

  /**
   * Adds an element behind those of its key.
   *
   * @return whether it is the head at once
   */
  boolean add(K key, V value) {
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      entries.put(key, new Entry<>(value));
      return true;
    }
    entry.behind.add(value);
    return false;
  }

  /**
   * Removes the head of a key.
   *
   * @return the element that is the head now
   */
  Optional<V> release(K key, V head) {
    Entry<V> entry = entries.get(key);
    if (entry == null || !entry.head.equals(head)) {
      throw new IllegalStateException("released an element that is not the head of its key");
    }
    V next = entry.behind.poll();
    if (next == null) {
      entries.remove(key);
      return Optional.empty();
    }
    entry.head = next;
    return Optional.of(next);
  }

  /** Removes the elements behind a head that match; heads stay. */
  List<V> removeBehindHeads(Predicate<V> condition) {
    List<V> removed = new ArrayList<>();
    for (Entry<V> entry : entries.values()) {
      for (Iterator<V> behind = entry.behind.iterator(); behind.hasNext(); ) {
        V value = behind.next();
        if (condition.test(value)) {
          behind.remove();
          removed.add(value);
        }
      }
    }
    return removed;
  }

  /** The last element of a key; empty where that is its head, or where it has none. */
  Optional<V> lastBehind(K key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.behind.peekLast());
  }

  List<V> heads() {
    return entries.values().stream().map(entry -> entry.head).toList();
  }

  /** How many keys have an element. */
  int keys() {
    return entries.size();
  }

  private static final class Entry<V> {
    private V head;
    private final Deque<V> behind = new ArrayDeque<>(2);

    Entry(V head) {
      this.head = head;
    }
  }
}
