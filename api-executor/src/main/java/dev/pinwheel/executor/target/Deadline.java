package dev.pinwheel.executor.target;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The end of everything that one probe does, so that a peer that drips cannot stretch it. */
final class Deadline {

  private final long end;

  Deadline(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
  }

  /**
   * What is left, at least 1, since sockets take 0 as "for ever".
   *
   * @throws SocketTimeoutException where nothing is left
   */
  int millisLeft() throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Duration.ofNanos(left).toMillis()));
  }
}
