package dev.pinwheel.schemas.serde;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A bounded cache of facts that never change. While a fact is being fetched, every other thread
 * that wants it waits for that one call. A failure is told to all who waited and is not kept. The
 * oldest fact goes when the cache is full.
 *
 * @param <K> what is asked for
 * @param <V> the fact
 */
final class SingleFlightCache<K, V> {

  private final int capacity;
  private final Predicate<V> lasting;
  private final ConcurrentMap<K, CompletableFuture<V>> facts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<K> known = new ConcurrentLinkedQueue<>();

  /**
   * An empty cache.
   *
   * @param lasting whether a fact that was fetched will still be true later; others are told to
   *     whoever waited and then forgotten
   */
  SingleFlightCache(int capacity, Predicate<V> lasting) {
    this.capacity = capacity;
    this.lasting = lasting;
  }

  /**
   * The fact, fetched if need be.
   *
   * @throws RegistryUnavailableException with INTERRUPTED and the flag set, where this thread was
   *     interrupted while it waited; otherwise whatever the fetch threw
   */
  V get(K key, Function<K, V> fetch) {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> first = facts.putIfAbsent(key, mine);
      if (first == null) {
        return lead(key, mine, fetch);
      }
      try {
        return first.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryUnavailableException(
            RegistryUnavailableException.Code.INTERRUPTED,
            "interrupted while another thread asked the schema registry",
            e);
      } catch (ExecutionException e) {
        // The leader's interrupt is its own affair: whoever waited asks again.
        if (!isInterruption(e.getCause())) {
          throw asUnchecked(e.getCause());
        }
      }
    }
  }

  private V lead(K key, CompletableFuture<V> mine, Function<K, V> fetch) {
    try {
      V fact = fetch.apply(key);
      if (lasting.test(fact)) {
        known.add(key);
        evict();
      } else {
        facts.remove(key, mine);
      }
      mine.complete(fact);
      return fact;
    } catch (RuntimeException | Error e) {
      facts.remove(key, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private void evict() {
    while (facts.size() > capacity) {
      K oldest = known.poll();
      if (oldest == null) {
        return;
      }
      facts.remove(oldest);
    }
  }

  private static boolean isInterruption(Throwable failure) {
    return failure instanceof RegistryUnavailableException unavailable
        && unavailable.code() == RegistryUnavailableException.Code.INTERRUPTED;
  }

  private static RuntimeException asUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
