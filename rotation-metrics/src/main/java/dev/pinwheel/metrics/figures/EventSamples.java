package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What events contribute to latencies and outcomes. */
public final class EventSamples {

  /** From the request to the delivered webhook. */
  public static final String END_TO_END = "end-to-end";

  /** A rotation that waited longer is a matter of its own. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private EventSamples() {}

  /**
   * Latencies: of the chain validator from the request to its verdict, of the executor from that
   * verdict to its end, of the delivery from its first attempt to the 2xx answer, and end to end. A
   * delivery that a replay made is no measure of the pipeline and is left out. What ended at a time
   * that cannot be ended when its record came to the broker; what began at such a time is not
   * measured, because the record that began it is another one.
   */
  public static List<Sample> latencies(RecordedEvent recorded) {
    return switch (recorded.event()) {
      case ChainValidated validated ->
          checked(recorded, validated.getRequestedAt(), validated.getOccurredAt());
      case ApiApplied applied ->
          latency(Topics.API_EXECUTOR, recorded, applied.getValidatedAt(), applied.getOccurredAt());
      case RotationFailed failed ->
          failed.getValidatedAt() == null
              ? checked(recorded, failed.getRequestedAt(), failed.getOccurredAt())
              : latency(
                  Topics.API_EXECUTOR, recorded, failed.getValidatedAt(), failed.getOccurredAt());
      case WebhookDelivered delivered when delivered.getReplays() == 0 ->
          delivered(recorded, delivered);
      default -> List.of();
    };
  }

  /** Outcomes by target kind and code. */
  public static List<Sample> outcomes(RecordedEvent recorded) {
    return switch (recorded.event()) {
      case ApiApplied applied -> outcome(applied.getTarget(), applied.getOutcome().name());
      case RotationFailed failed -> outcome(failed.getTarget(), failed.getCode());
      case WebhookDelivered delivered -> outcome(delivered.getTarget(), "DELIVERED");
      case WebhookDeadLettered letter -> outcome(letter.getTarget(), "DEAD_LETTERED");
      default -> List.of();
    };
  }

  private static List<Sample> delivered(RecordedEvent recorded, WebhookDelivered delivered) {
    Instant end = delivered.getOccurredAt();
    List<Sample> samples =
        new ArrayList<>(latency(END_TO_END, recorded, delivered.getRequestedAt(), end));
    if (!delivered.getAttempts().isEmpty()) {
      Instant first = delivered.getAttempts().getFirst().getAttemptedAt();
      samples.addAll(latency(Topics.WEBHOOK_DELIVERY, recorded, first, end));
    }
    return samples;
  }

  private static List<Sample> checked(RecordedEvent recorded, Instant from, Instant to) {
    return latency(Topics.CHAIN_VALIDATOR, recorded, from, to);
  }

  /** A clock that lags behind another machine's gives a negative latency: 0 is the least. */
  private static List<Sample> latency(
      String dimension, RecordedEvent recorded, Instant from, Instant to) {
    if (!recorded.isPlausible(from)) {
      return List.of();
    }
    Duration elapsed = Duration.between(from, recorded.ended(to));
    Duration counted =
        elapsed.isNegative() ? Duration.ZERO : elapsed.compareTo(LONGEST) > 0 ? LONGEST : elapsed;
    return List.of(new Sample(dimension, "", "", counted.toNanos() / 1_000));
  }

  private static List<Sample> outcome(Target target, String code) {
    return List.of(new Sample(target.getKind().name(), code, "", 1));
  }
}
