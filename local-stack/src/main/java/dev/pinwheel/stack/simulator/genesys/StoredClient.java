package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
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
import okio.ByteString;

/** One client with what came before it and the writes that it remembers; every write is atomic. */
final class StoredClient {

  /** A retry comes soon; more would keep too many chains in memory in a long run. */
  private static final int REMEMBERED_KEYS = 32;

  private final ReentrantLock lock = new ReentrantLock();

  // All three are guarded by the lock.
  private OAuthClient current;
  private OAuthClient previous;
  private final Map<String, Remembered> byKey = new LinkedHashMap<>();

  private record Remembered(ByteString bodyHash, OAuthClient answered) {}

  StoredClient(OAuthClient first) {
    current = first;
    previous = first;
  }

  OAuthClient current() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** The state before the last effective change; the present one where there was none. */
  OAuthClient previous() {
    lock.lock();
    try {
      return previous;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Applies a patch.
   *
   * @param dropped judges it as usual and says that it worked, but stores nothing
   */
  WriteResult write(Write write, JsonNode patch, boolean dropped) {
    lock.lock();
    try {
      ByteString hash = write.body().sha256();
      Optional<Remembered> before = write.idempotencyKey().map(byKey::get);
      if (before.isPresent()) {
        return before.get().bodyHash().equals(hash)
            ? new Repeated(before.get().answered())
            : new KeyReused();
      }
      if (write.ifMatch().isPresent() && !matches(write.ifMatch().get())) {
        return new Stale(current.version());
      }
      return switch (OAuthClientPatch.judge(current, patch)) {
        case Refused refused -> new NotAllowed(refused);
        case Accepted accepted -> accept(write, hash, accepted.next(), dropped);
      };
    } finally {
      lock.unlock();
    }
  }

  private WriteResult accept(Write write, ByteString hash, OAuthClient next, boolean dropped) {
    boolean effective = !next.equals(current);
    OAuthClient answered = effective ? next.withVersion(current.version() + 1) : current;
    if (dropped) {
      return new Changed(current, answered, false);
    }
    OAuthClient old = current;
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
              byKey.put(key, new Remembered(hash, answered));
            });
    return new Changed(old, answered, effective);
  }

  /** RFC 9110 section 13.1.1: {@code *} or a list of strong entity tags. */
  private boolean matches(String ifMatch) {
    return ifMatch.strip().equals("*")
        || Arrays.stream(ifMatch.split(",", -1))
            .anyMatch(tag -> tag.strip().equals(current.etag()));
  }
}
