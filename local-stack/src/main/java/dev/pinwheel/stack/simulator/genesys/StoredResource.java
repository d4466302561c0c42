package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Accepted;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Changed;
import dev.pinwheel.stack.simulator.genesys.WriteResult.KeyReused;
import dev.pinwheel.stack.simulator.genesys.WriteResult.NotAllowed;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Repeated;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Stale;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okio.ByteString;

/**
 * One resource with what came before it and the writes that it remembers; every write is atomic.
 */
final class StoredResource<R extends PlatformResource<R>> {

  /** A retry comes soon; more would keep too many chains in memory in a long run. */
  private static final int REMEMBERED_KEYS = 32;

  private final ReentrantLock lock = new ReentrantLock();

  // All three are guarded by the lock.
  private R current;
  private R previous;
  private final Map<String, Remembered<R>> byKey = new LinkedHashMap<>();

  private record Remembered<R>(ByteString bodyHash, R answered) {}

  StoredResource(R first) {
    current = first;
    previous = first;
  }

  R current() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** The state before the last effective change; the present one where there was none. */
  R previous() {
    lock.lock();
    try {
      return previous;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Applies a write.
   *
   * @param judge the platform's rules: what they make of the present state
   * @param dropped judges it as usual and says that it worked, but stores nothing
   */
  WriteResult<R> write(Write write, Function<R, PatchVerdict<R>> judge, boolean dropped) {
    lock.lock();
    try {
      ByteString hash = write.body().sha256();
      Optional<Remembered<R>> before = write.idempotencyKey().map(byKey::get);
      if (before.isPresent()) {
        return before.get().bodyHash().equals(hash)
            ? new Repeated<>(before.get().answered())
            : new KeyReused<>();
      }
      if (write.ifMatch().isPresent() && !matches(write.ifMatch().get())) {
        return new Stale<>(current.version());
      }
      return switch (judge.apply(current)) {
        case Refused<R> refused -> new NotAllowed<>(refused);
        case Accepted<R> accepted -> accept(write, hash, accepted.next(), dropped);
      };
    } finally {
      lock.unlock();
    }
  }

  private WriteResult<R> accept(Write write, ByteString hash, R next, boolean dropped) {
    boolean effective = !next.equals(current);
    R answered = effective ? next.withVersion(current.version() + 1) : current;
    if (dropped) {
      return new Changed<>(current, answered, false);
    }
    R old = current;
    if (effective) {
      previous = current;
      current = answered;
    }
    write
        .idempotencyKey()
        .ifPresent(
            key -> {
              if (byKey.size() == REMEMBERED_KEYS) {
                byKey.remove(byKey.keySet().iterator().next());
              }
              byKey.put(key, new Remembered<>(hash, answered));
            });
    return new Changed<>(old, answered, effective);
  }

  /** Changes it behind the platform's back: no journal, no key; the version counts on. */
  void replace(UnaryOperator<R> change) {
    lock.lock();
    try {
      previous = current;
      current = change.apply(current).withVersion(current.version() + 1);
    } finally {
      lock.unlock();
    }
  }

  /** Something happens to it that is no change of what was stored. */
  void settle(UnaryOperator<R> event) {
    lock.lock();
    try {
      current = event.apply(current);
    } finally {
      lock.unlock();
    }
  }

  /** RFC 9110 section 13.1.1: {@code *} or a list of strong entity tags. */
  private boolean matches(String ifMatch) {
    return ifMatch.strip().equals("*")
        || Arrays.stream(ifMatch.split(",", -1))
            .anyMatch(tag -> tag.strip().equals(current.etag()));
  }
}
