package dev.pinwheel.audit.store;

import java.util.Map;
import java.util.Set;

/** Keeps the log and, together with it, how far each partition is recorded. */
public interface AuditStore extends AutoCloseable {

  /** Brings the store into the shape that this version needs; safe to call again. */
  void prepare() throws StoreUnavailableException;

  /** The offset of the next record of each partition; a partition never recorded is left out. */
  Map<Partition, Long> nextOffsets(Set<Partition> partitions) throws StoreUnavailableException;

  /** Records a batch and its offsets, all or nothing. */
  WriteResult write(Batch batch) throws StoreUnavailableException;

  @Override
  void close();
}
