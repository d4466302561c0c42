package dev.pinwheel.stack.simulator.genesys;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The organisation's resources of one kind. */
final class Resources<R extends PlatformResource<R>> {

  private final ReentrantLock adding = new ReentrantLock();
  private final Map<String, StoredResource<R>> byId = new ConcurrentHashMap<>();

  // Host names are compared without case (RFC 4343), ids with it.
  private final Map<String, String> idByHostLabel = new ConcurrentHashMap<>();

  /**
   * Adds all of them or none.
   *
   * @return an id that is taken, or named twice
   */
  Optional<String> addAll(List<R> resources) {
    adding.lock();
    try {
      Set<String> ids = new HashSet<>();
      for (R one : resources) {
        String label = one.id().toLowerCase(Locale.ROOT);
        if (idByHostLabel.containsKey(label) || !ids.add(label)) {
          return Optional.of(one.id());
        }
      }
      for (R one : resources) {
        byId.put(one.id(), new StoredResource<>(one));
        idByHostLabel.put(one.id().toLowerCase(Locale.ROOT), one.id());
      }
      return Optional.empty();
    } finally {
      adding.unlock();
    }
  }

  /**
   * Creates one, unless there is one with its id.
   *
   * @param write makes the new one what it shall be; it is kept where that had an effect
   * @param there what is done with one that exists
   */
  <T> T create(StoredResource<R> fresh, Supplier<T> write, Function<StoredResource<R>, T> there) {
    adding.lock();
    try {
      String id = fresh.current().id();
      String label = id.toLowerCase(Locale.ROOT);
      if (idByHostLabel.containsKey(label)) {
        return there.apply(byId.get(idByHostLabel.get(label)));
      }
      T result = write.get();
      if (fresh.current().version() > 0) {
        byId.put(id, fresh);
        idByHostLabel.put(label, id);
      }
      return result;
    } finally {
      adding.unlock();
    }
  }

  Optional<StoredResource<R>> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All of them, in no order. */
  Collection<StoredResource<R>> all() {
    return byId.values();
  }

  Optional<CertificateChain> chainOfHostLabel(String label) {
    return Optional.ofNullable(idByHostLabel.get(label.toLowerCase(Locale.ROOT)))
        .flatMap(this::find)
        .flatMap(stored -> stored.current().chain());
  }
}
