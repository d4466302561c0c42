package dev.pinwheel.audit.postgres;

import dev.pinwheel.audit.store.Batch.Advance;
import dev.pinwheel.audit.store.Partition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How far each partition is recorded, by one consumer group. */
final class OffsetTable {

  private final String group;

  OffsetTable(String group) {
    this.group = group;
  }

  Map<Partition, Long> read(Handle handle, Collection<Partition> partitions) {
    List<Partition> asked = List.copyOf(partitions);
    return handle
        .createQuery(
            """
            SELECT topic, "partition", next_offset FROM audit_offsets
            WHERE group_id = :group
              AND (topic, "partition") IN (SELECT * FROM unnest(:topics, :partitions))
            """)
        .bind("group", group)
        .bindArray("topics", String.class, asked.stream().map(Partition::topic).toList())
        .bindArray("partitions", Integer.class, asked.stream().map(Partition::number).toList())
        .reduceRows(
            new HashMap<Partition, Long>(),
            (found, row) -> {
              found.put(
                  new Partition(
                      row.getColumn("topic", String.class),
                      row.getColumn("partition", Integer.class)),
                  row.getColumn("next_offset", Long.class));
              return found;
            });
  }

  /** Partitions whose offset is not the one that the batch starts from. */
  Set<Partition> moved(Handle transaction, Map<Partition, Advance> advances) {
    Map<Partition, Long> stored = read(transaction, advances.keySet());
    Set<Partition> moved = new HashSet<>();
    advances.forEach(
        (partition, advance) -> {
          Long found = stored.get(partition);
          OptionalLong now = found == null ? OptionalLong.empty() : OptionalLong.of(found);
          if (!now.equals(advance.from())) {
            moved.add(partition);
          }
        });
    return moved;
  }

  void write(Handle transaction, Map<Partition, Advance> advances) {
    try (PreparedBatch batch =
        transaction.prepareBatch(
            """
            INSERT INTO audit_offsets (group_id, topic, "partition", next_offset)
            VALUES (:group, :topic, :partition, :next)
            ON CONFLICT (group_id, topic, "partition") DO UPDATE SET next_offset = EXCLUDED.next_offset
            """)) {
      advances.forEach(
          (partition, advance) ->
              batch
                  .bind("group", group)
                  .bind("topic", partition.topic())
                  .bind("partition", partition.number())
                  .bind("next", advance.to())
                  .add());
      batch.execute();
    }
  }
}
