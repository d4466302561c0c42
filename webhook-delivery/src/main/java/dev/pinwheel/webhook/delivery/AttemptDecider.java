package dev.pinwheel.webhook.delivery;

import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides what follows from an attempt (Standard Webhooks, "Delivery success and failure").
 *
 * @param schedule when to try again
 * @param longestAsk the most of a {@code Retry-After} that is honoured: were it unlimited, one
 *     answer could use up the whole schedule
 */
public record AttemptDecider(RetrySchedule schedule, Duration longestAsk) {

  /** Part of a wait by which jitter shortens or lengthens it. */
  private static final double JITTER = 0.1;

  /**
   * Decides.
   *
   * @param position where in the schedule the delivery stands, as {@link RetrySchedule} counts
   */
  public Decision decide(AttemptResult result, int position, RandomGenerator random) {
    return switch (result) {
      case Answered answer -> byStatus(answer, position, random);
      case Failed failure when failure.fault().worthRetrying() ->
          retry(failure.fault().name(), Optional.empty(), position, random);
      case Failed failure -> new Decision.GiveUp(failure.fault().name());
    };
  }

  private Decision byStatus(Answered answer, int position, RandomGenerator random) {
    int status = answer.status();
    String code = "HTTP_" + status;
    if (answer.successful()) {
      return new Decision.Delivered(status);
    }
    if (status >= 300 && status <= 399) {
      return new Decision.GiveUp(DeadLetterCodes.REDIRECT_REFUSED);
    }
    if (status >= 500 && status <= 599) {
      return retry(code, status == 503 ? answer.retryAfter() : Optional.empty(), position, random);
    }
    return switch (status) {
      case 408, 425 -> retry(code, Optional.empty(), position, random);
      case 429 -> retry(code, answer.retryAfter(), position, random);
      case 410 -> new Decision.Disable();
      default -> new Decision.GiveUp(code);
    };
  }

  private Decision retry(
      String code, Optional<Duration> ask, int position, RandomGenerator random) {
    if (schedule.isOverAt(position)) {
      return new Decision.GiveUp(code);
    }
    Duration scheduled = schedule.delays().get(position);
    Duration asked = ask.map(this::capped).orElse(Duration.ZERO);
    if (asked.compareTo(scheduled) > 0) {
      // The jitter only lengthens here: the receiver is never called before the time it named.
      return new Decision.Retry(
          RetrySchedule.shortestAtLeast(asked), times(asked, 1 + JITTER * random.nextDouble()));
    }
    return new Decision.Retry(
        scheduled, times(scheduled, 1 - JITTER + 2 * JITTER * random.nextDouble()));
  }

  private Duration capped(Duration ask) {
    return ask.compareTo(longestAsk) > 0 ? longestAsk : ask;
  }

  private static Duration times(Duration wait, double factor) {
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
