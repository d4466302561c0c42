package dev.pinwheel.runtime.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when a trouble that lasts is to be logged: at once, and then once a minute for as long as it
 * stays the same. Thread-safe.
 */
public final class Complaint {

  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private String last = "";
  private long saidAt;

  /**
   * Nothing was said yet.
   *
   * @param nanos monotonic time in nanoseconds
   */
  public Complaint(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether this is to be logged now. */
  public synchronized boolean isDue(String trouble) {
    long now = nanos.getAsLong();
    if (trouble.equals(last) && now - saidAt < AGAIN.toNanos()) {
      return false;
    }
    last = trouble;
    saidAt = now;
    return true;
  }

  /**
   * The trouble is over; the next one is news.
   *
   * @return whether there was any
   */
  public synchronized boolean isOver() {
    boolean was = !last.isEmpty();
    last = "";
    return was;
  }
}
