package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.ChainExtension;
import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.store.AuditStore;
import dev.pinwheel.audit.store.Batch;
import dev.pinwheel.audit.store.Partition;
import dev.pinwheel.audit.store.StoreUnavailableException;
import dev.pinwheel.audit.store.WriteResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A store that keeps the contract in memory and can be switched off. */
final class InMemoryStore implements AuditStore {

  final List<AuditEntry> entries = new ArrayList<>();
  final Map<Partition, Long> offsets = new HashMap<>();
  boolean down;

  private final Clock clock;
  private ChainHead head = ChainHead.EMPTY;

  InMemoryStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void prepare() throws StoreUnavailableException {
    check();
  }

  @Override
  public Map<Partition, Long> nextOffsets(Set<Partition> partitions)
      throws StoreUnavailableException {
    check();
    Map<Partition, Long> found = new HashMap<>(offsets);
    found.keySet().retainAll(partitions);
    return found;
  }

  @Override
  public WriteResult write(Batch batch) throws StoreUnavailableException {
    check();
    Set<Partition> moved = new HashSet<>();
    batch
        .advances()
        .forEach(
            (partition, advance) -> {
              Long now = offsets.get(partition);
              if (!advance
                  .from()
                  .equals(now == null ? OptionalLong.empty() : OptionalLong.of(now))) {
                moved.add(partition);
              }
            });
    if (!moved.isEmpty()) {
      return new WriteResult.Fenced(moved);
    }
    ChainExtension extension = ChainExtension.of(head, clock.instant(), batch.contents(), Map.of());
    head = extension.head();
    entries.addAll(extension.entries());
    batch.advances().forEach((partition, advance) -> offsets.put(partition, advance.to()));
    return new WriteResult.Written(extension);
  }

  @Override
  public void close() {}

  private void check() throws StoreUnavailableException {
    if (down) {
      throw new StoreUnavailableException("08006", "switched off", null);
    }
  }
}
