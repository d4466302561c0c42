package dev.pinwheel.runtime.engine.order;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The arithmetic of one partition's offsets: what may be handed out, what is done, what to commit.
 *
 * <p>Invariants: an offset that was accepted and not completed is never below the position to
 * commit, nor told complete by the text to commit; one that was completed is one or the other. An
 * offset that the log does not have (compacted away, a transaction marker, an aborted record)
 * counts as completed as soon as the reader is past it. The span from the position to commit to the
 * furthest accepted offset never exceeds the window, so the text always fits.
 *
 * <p>Not thread-safe, and knows nothing of Kafka.
 */
public final class PartitionProgress {

  private final int window;

  /** Accepted, not completed. */
  private final NavigableSet<Long> outstanding = new TreeSet<>();

  /** Told outstanding by an earlier owner, and not yet read again; all at or after position. */
  private final NavigableSet<Long> expected;

  /** An earlier owner completed everything from position to here that is not expected. */
  private final long recoveredHorizon;

  /** Everything before was accepted or is not in the log. */
  private long position;

  /**
   * @param recovered what was committed last
   * @param window how many offsets may be handed out ahead of the position to commit
   */
  public PartitionProgress(CompletedOffsets recovered, int window) {
    if (window < 1 || window > CompletedOffsets.MAX_SPAN) {
      throw new IllegalArgumentException("window must be 1 to " + CompletedOffsets.MAX_SPAN);
    }
    this.window = window;
    this.position = recovered.base();
    this.recoveredHorizon = recovered.horizon();
    this.expected = new TreeSet<>(recovered.outstanding());
  }

  /** Whether an earlier owner completed this offset. */
  boolean wasCompleted(long offset) {
    return offset < recoveredHorizon && !expected.contains(offset);
  }

  /** Whether this offset may be handed out: the position to commit itself always may. */
  boolean hasRoomFor(long offset) {
    return offset - positionToCommit() < window || outstanding.isEmpty();
  }

  /** The record at this offset is handed out; offsets come in ascending order. */
  void accept(long offset) {
    if (offset < position) {
      throw new IllegalArgumentException("offset " + offset + " is before position " + position);
    }
    reach(offset + 1);
    outstanding.add(offset);
  }

  /** The record is done. */
  void complete(long offset) {
    if (!outstanding.remove(offset)) {
      throw new IllegalArgumentException("offset " + offset + " is not outstanding");
    }
  }

  /** The reader is at this offset: everything before was accepted, or is not in the log. */
  void reach(long newPosition) {
    if (newPosition > position) {
      position = newPosition;
      expected.headSet(newPosition).clear();
    }
  }

  /** Next offset to be accepted, or later. */
  public long position() {
    return position;
  }

  boolean hasOutstanding() {
    return !outstanding.isEmpty();
  }

  /** The offset to commit: nothing before it is outstanding. */
  long positionToCommit() {
    if (!outstanding.isEmpty()) {
      return outstanding.first();
    }
    return expected.isEmpty() ? horizon() : expected.first();
  }

  /** What is done ahead of the position to commit. */
  CompletedOffsets completedAhead() {
    NavigableSet<Long> all = new TreeSet<>(outstanding);
    all.addAll(expected);
    long base = positionToCommit();
    // The reader may be far past the furthest accepted offset, over a gap: nothing there needs
    // telling.
    long end = Math.min(Math.max(base, horizon()), base + CompletedOffsets.MAX_SPAN);
    return new CompletedOffsets(base, end, all);
  }

  private long horizon() {
    return Math.max(position, recoveredHorizon);
  }
}
