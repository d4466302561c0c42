package dev.pinwheel.audit.store;

import dev.pinwheel.audit.entry.ChainExtension;
import java.util.Set;

/** What became of a batch. */
public sealed interface WriteResult {

  /** It is recorded, and stays so. */
  record Written(ChainExtension extension) implements WriteResult {}

  /**
   * Somebody else recorded these partitions meanwhile, or an earlier attempt that seemed to fail
   * did not. Nothing was written; the offsets must be read again.
   */
  record Fenced(Set<Partition> partitions) implements WriteResult {
    public Fenced {
      partitions = Set.copyOf(partitions);
    }
  }
}
