package dev.pinwheel.audit.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conflicts of a log.
 *
 * @param listed the first ones, by the number of their first entry; at most {@link #MOST_LISTED}
 * @param count how many event identities there are with more than one entry
 * @param latest number of the last entry that is part of one; 0 where there is none. What is not
 *     after a head that was kept elsewhere was there when that head was looked at
 */
public record Conflicts(List<Conflict> listed, long count, long latest) {

  /** As many are listed; the rest is counted. */
  public static final int MOST_LISTED = 100;

  /** A log without conflicts. */
  public static final Conflicts NONE = new Conflicts(List.of(), 0, 0);

  public Conflicts {
    listed = List.copyOf(listed);
  }

  /** True where a conflict has an entry after this head. */
  public boolean anyAfter(ChainHead known) {
    return latest > known.seq();
  }

  /**
   * Takes the entries of conflicting events in the order of the log, and keeps the first events.
   */
  public static final class Collector {

    private final Map<EventIdentity, List<Conflict.Side>> kept = new LinkedHashMap<>();
    private long latest;

    /** The next entry whose event identity has more than one entry. */
    public void accept(AuditEntry entry) {
      latest = entry.seq();
      EventIdentity event = EventIdentity.of(entry.content());
      if (kept.size() < MOST_LISTED || kept.containsKey(event)) {
        kept.computeIfAbsent(event, first -> new ArrayList<>()).add(Conflict.Side.of(entry));
      }
    }

    /** What was taken. */
    public Conflicts end(long count) {
      return new Conflicts(
          kept.entrySet().stream()
              .map(event -> new Conflict(event.getKey(), event.getValue()))
              .toList(),
          count,
          latest);
    }
  }
}
