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
import org.apache.avro.specific.SpecificRecord;

/** What events contribute to latencies and outcomes. */
public final class EventSamples {

  /** From the request to the delivered webhook. */
  public static final String END_TO_END = "end-to-end";

  /** Instants of an event may lie hundreds of thousands of years apart, which no long counts. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private EventSamples() {}

  /**
   * Latencies: of the chain validator from the request to its verdict, of the executor from that
   * verdict to its end, of the delivery from its first attempt to the 2xx answer, and end to end. A
   * delivery that a replay made is no measure of the pipeline and is left out.
   */
  public static List<Sample> latencies(SpecificRecord event) {
    return switch (event) {
      case ChainValidated validated ->
          List.of(checked(validated.getRequestedAt(), validated.getOccurredAt()));
      case ApiApplied applied ->
          List.of(latency(Topics.API_EXECUTOR, applied.getValidatedAt(), applied.getOccurredAt()));
      case RotationFailed failed ->
          List.of(
              failed.getValidatedAt() == null
                  ? checked(failed.getRequestedAt(), failed.getOccurredAt())
                  : latency(Topics.API_EXECUTOR, failed.getValidatedAt(), failed.getOccurredAt()));
      case WebhookDelivered delivered when delivered.getReplays() == 0 -> delivered(delivered);
      default -> List.of();
    };
  }

  /** Outcomes by target kind and code. */
  public static List<Sample> outcomes(SpecificRecord event) {
    return switch (event) {
      case ApiApplied applied -> outcome(applied.getTarget(), applied.getOutcome().name());
      case RotationFailed failed -> outcome(failed.getTarget(), failed.getCode());
      case WebhookDelivered delivered -> outcome(delivered.getTarget(), "DELIVERED");
      case WebhookDeadLettered letter -> outcome(letter.getTarget(), "DEAD_LETTERED");
      default -> List.of();
    };
  }

  private static List<Sample> delivered(WebhookDelivered delivered) {
    Instant end = delivered.getOccurredAt();
    List<Sample> samples = new ArrayList<>();
    samples.add(latency(END_TO_END, delivered.getRequestedAt(), end));
    if (!delivered.getAttempts().isEmpty()) {
      Instant first = delivered.getAttempts().getFirst().getAttemptedAt();
      samples.add(latency(Topics.WEBHOOK_DELIVERY, first, end));
    }
    return samples;
  }

  private static Sample checked(Instant from, Instant to) {
    return latency(Topics.CHAIN_VALIDATOR, from, to);
  }

  /** A clock that lags behind another machine's gives a negative latency: 0 is the least. */
  private static Sample latency(String dimension, Instant from, Instant to) {
    Duration elapsed = Duration.between(from, to);
    Duration counted =
        elapsed.isNegative() ? Duration.ZERO : elapsed.compareTo(LONGEST) > 0 ? LONGEST : elapsed;
    return new Sample(dimension, "", "", counted.toNanos() / 1_000);
  }

  private static List<Sample> outcome(Target target, String code) {
    return List.of(new Sample(target.getKind().name(), code, "", 1));
  }
}
