package dev.pinwheel.audit.store;

import dev.pinwheel.audit.entry.AuditContent;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is recorded in one transaction.
 *
 * @param contents in the order in which they are recorded
 * @param advances how far each of their partitions is recorded with them
 */
public record Batch(List<AuditContent> contents, Map<Partition, Advance> advances) {

  public Batch {
    contents = List.copyOf(contents);
    advances = Map.copyOf(advances);
  }

  /**
   * A partition's step.
   *
   * @param from the offset that the store must still have, or the batch is refused; empty: none yet
   * @param to the offset of the next record to be read
   */
  public record Advance(OptionalLong from, long to) {}
}
