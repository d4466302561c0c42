package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What events contribute to latencies and outcomes. */
public final class EventSamples {

  /** From the request to the delivered webhook. */
  public static final String END_TO_END = "end-to-end";

  private EventSamples() {}

  /**
   * Latencies: of the chain validator from the request to its verdict, of the executor from that
   * verdict to its end, of the delivery from its first attempt to the 2xx answer, and end to end. A
   * delivery that a replay made is no measure of the pipeline and is left out.
   */
  public static List<Sample> latencies(SpecificRecord event) {
    List<Sample> samples = new ArrayList<>();
    switch (event) {
      case ChainValidated validated ->
          add(samples, "chain-validator", validated.getRequestedAt(), validated.getOccurredAt());
      case ApiApplied applied ->
          add(samples, "api-executor", applied.getValidatedAt(), applied.getOccurredAt());
      case RotationFailed failed -> {
        if (failed.getValidatedAt() == null) {
          add(samples, "chain-validator", failed.getRequestedAt(), failed.getOccurredAt());
        } else {
          add(samples, "api-executor", failed.getValidatedAt(), failed.getOccurredAt());
        }
      }
      case WebhookDelivered delivered -> {
        if (delivered.getReplays() == 0) {
          add(
              samples,
              "webhook-delivery",
              delivered.getAttempts().getFirst().getAttemptedAt(),
              delivered.getOccurredAt());
          add(samples, END_TO_END, delivered.getRequestedAt(), delivered.getOccurredAt());
        }
      }
      default -> {
        return List.of();
      }
    }
    return samples;
  }

  /** Outcomes by target kind and code. */
  public static List<Sample> outcomes(SpecificRecord event) {
    return switch (event) {
      case ApiApplied applied ->
          outcome(applied.getTarget(), applied.getOutcome().name(), applied.getOccurredAt());
      case RotationFailed failed ->
          outcome(failed.getTarget(), failed.getCode(), failed.getOccurredAt());
      case WebhookDelivered delivered ->
          outcome(delivered.getTarget(), "DELIVERED", delivered.getOccurredAt());
      case WebhookDeadLettered letter ->
          outcome(letter.getTarget(), "DEAD_LETTERED", letter.getOccurredAt());
      default -> List.of();
    };
  }

  private static void add(List<Sample> samples, String dimension, Instant from, Instant to) {
    samples.add(new Sample(dimension, "", "", ChronoUnit.MICROS.between(from, to), to));
  }

  private static List<Sample> outcome(Target target, String code, Instant at) {
    return List.of(new Sample(target.getKind().name(), code, "", 1, at));
  }
}
