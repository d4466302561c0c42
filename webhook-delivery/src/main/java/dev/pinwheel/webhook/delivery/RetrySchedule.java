package dev.pinwheel.webhook.delivery;

import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.List;

/**
 * When a delivery is tried again. A delivery's position in the schedule is told by the delay topic
 * that it waited in, so a replay, which enters by the shortest one, has a schedule of its own, and
 * every wait is longer than the one before.
 *
 * @param delays the waits that are used: the first ones of {@link Topics#WEBHOOK_RETRY_DELAYS}
 */
public record RetrySchedule(List<Duration> delays) {

  /** A terminal event that was not tried yet. */
  public static final int FIRST_POSITION = 0;

  public RetrySchedule {
    delays = List.copyOf(delays);
    List<Duration> all = Topics.WEBHOOK_RETRY_DELAYS;
    if (delays.size() > all.size() || !all.subList(0, delays.size()).equals(delays)) {
      throw new IllegalArgumentException("expected none or the first ones of " + all);
    }
  }

  /** Every delay: it outlives a weekend. */
  public static RetrySchedule full() {
    return new RetrySchedule(Topics.WEBHOOK_RETRY_DELAYS);
  }

  /**
   * The position of a delivery that was read from a delay topic.
   *
   * @throws IllegalArgumentException where it is no delay topic
   */
  public static int positionAfter(String delayTopic) {
    List<Duration> all = Topics.WEBHOOK_RETRY_DELAYS;
    for (int i = 0; i < all.size(); i++) {
      if (Topics.webhookRetry(all.get(i)).name().equals(delayTopic)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("not a delay topic: " + delayTopic);
  }

  /** True where a delivery at that position is not tried again. */
  public boolean isOverAt(int position) {
    return position >= delays.size();
  }

  /** The shortest delay topic that waits at least so long; the longest where none does. */
  static Duration shortestAtLeast(Duration wait) {
    return Topics.WEBHOOK_RETRY_DELAYS.stream()
        .filter(delay -> delay.compareTo(wait) >= 0)
        .findFirst()
        .orElse(Topics.WEBHOOK_RETRY_DELAYS.getLast());
  }
}
