package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.engine.order.CompletedOffsets;
import java.time.Duration;

/**
 * Bounds of an engine's memory, concurrency and time (promise G12).
 *
 * @param concurrency handlers that run at once; records that wait for a retry are not among them
 * @param bufferedRecords records read and not yet committed at which reading pauses; it goes on at
 *     half of it
 * @param bufferedBytes the same in bytes of keys, values and headers. One poll (at most {@code
 *     max.poll.records}) may come on top of either
 * @param commitInterval shortest time from the end of one transaction to the next while handlers
 *     are busy; when nothing else is in flight the engine commits at once
 * @param drainTimeout time for a graceful close, all of it; under 10 s
 * @param backoff between attempts after a failure that is not an outcome: an exception from the
 *     stage, an unreachable registry or broker
 * @param offsetWindow how many offsets of a partition are handed out ahead of its oldest unfinished
 *     record; at most 20,000, so that the commit metadata can always tell them
 * @param ledgerEntries identities remembered for each partition of a ledger; the oldest are
 *     forgotten
 * @param successor when the next record of a key begins
 */
public record EngineLimits(
    int concurrency,
    int bufferedRecords,
    long bufferedBytes,
    Duration commitInterval,
    Duration drainTimeout,
    Backoff backoff,
    int offsetWindow,
    int ledgerEntries,
    Successor successor) {

  /** When the next record of a key begins. */
  public enum Successor {
    /**
     * Once its predecessor is handled: a crash may repeat several records of one key, so that an
     * effect outside of Kafka can be followed by an older one. For stages without such effects.
     */
    AFTER_HANDLED,
    /** Once its predecessor is committed: a crash repeats at most one record of a key. */
    AFTER_COMMITTED
  }

  public EngineLimits {
    require(concurrency >= 1, "concurrency must be at least 1");
    require(bufferedRecords >= 1, "buffered records must be at least 1");
    require(bufferedBytes >= 1, "buffered bytes must be at least 1");
    require(!commitInterval.isNegative(), "commit interval must not be negative");
    require(
        drainTimeout.compareTo(Duration.ZERO) > 0
            && drainTimeout.compareTo(Duration.ofSeconds(9)) <= 0,
        "drain timeout must be over 0 s and at most 9 s");
    require(
        offsetWindow >= 1 && offsetWindow <= CompletedOffsets.MAX_SPAN,
        "offset window must be 1 to " + CompletedOffsets.MAX_SPAN);
    require(ledgerEntries >= 1, "ledger entries must be at least 1");
  }

  /** 256 handlers, 5,000 records or 32 MiB, 20 ms, 8 s, 100 ms to 30 s, after the commit. */
  public static EngineLimits defaults() {
    return new EngineLimits(
        256,
        5_000,
        32L << 20,
        Duration.ofMillis(20),
        Duration.ofSeconds(8),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30)),
        CompletedOffsets.MAX_SPAN,
        50_000,
        Successor.AFTER_COMMITTED);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
