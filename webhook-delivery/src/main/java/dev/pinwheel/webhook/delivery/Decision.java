package dev.pinwheel.webhook.delivery;

import java.time.Duration;

/** What follows from an attempt. */
public sealed interface Decision {

  /** The receiver was told. */
  record Delivered(int status) implements Decision {}

  /**
   * Try again.
   *
   * @param delay the delay topic's waiting time, one of {@code Topics.WEBHOOK_RETRY_DELAYS}
   * @param waiting the waiting time with jitter
   */
  record Retry(Duration delay, Duration waiting) implements Decision {}

  /**
   * Give up; an operator may replay it.
   *
   * @param code closed code of the dead letter
   */
  record GiveUp(String code) implements Decision {}

  /**
   * Give up with {@link DeadLetterCodes#ENDPOINT_DISABLED}, and send nothing more to this endpoint.
   */
  record Disable() implements Decision {}
}
