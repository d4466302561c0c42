package dev.pinwheel.stack.demo;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.PinMatchMetric;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Violation;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.demo.Expectation.AlreadyApplied;
import dev.pinwheel.stack.demo.Expectation.Applied;
import dev.pinwheel.stack.demo.Expectation.Failed;
import dev.pinwheel.stack.demo.Expectation.Refused;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import dev.pinwheel.testing.promise.Promises;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what the evidence of a demo shows. Every figure comes from events, none from the plan. */
final class Summarising {

  private static final int MOST_SURPRISES = 50;

  private Summarising() {}

  static DemoSummary of(DemoPlan plan, Evidence evidence, double seconds) {
    Map<String, List<String>> breaches = Promises.check(evidence);
    List<String> surprises = new ArrayList<>(unplanned(plan, evidence));
    breaches.forEach(
        (number, broken) -> broken.forEach(breach -> surprises.add(number + ": " + breach)));
    Map<String, Boolean> promises = new LinkedHashMap<>();
    breaches.forEach((number, broken) -> promises.put(number, broken.isEmpty()));
    List<ApiApplied> applied = evidence.events(ApiApplied.class);
    return new DemoSummary(
        evidence.accepted().size(),
        applied.size(),
        counted(applied.stream().map(event -> event.getTarget().getKind().name())),
        codes(evidence, FailedStage.CHAIN_VALIDATOR),
        codes(evidence, FailedStage.API_EXECUTOR),
        evidence.events(WebhookDelivered.class).size(),
        evidence.events(WebhookDeadLettered.class).size(),
        evidence.replayed().size(),
        evidence.quarantined().size(),
        evidence.audited().size(),
        evidence.auditFaults().isEmpty(),
        pinMatchRate(evidence.events()),
        latency(evidence),
        promises,
        surprises.stream().limit(MOST_SURPRISES).toList(),
        seconds);
  }

  /** The latest figures of each window of the dimension over all targets. */
  static Map<Instant, PinMatchMetric> overallPins(List<Event> events) {
    Map<Instant, PinMatchMetric> windows = new HashMap<>();
    for (Event event : events) {
      if (event.value() instanceof PinMatchMetric metric
          && metric.getDimension().equals("overall")) {
        windows.put(metric.getWindowStart(), metric);
      }
    }
    return windows;
  }

  /** How many events belong into the audit log: metrics and retries do not. */
  static long auditable(List<Event> events) {
    return events.stream()
        .filter(event -> !event.topic().endsWith("-metrics"))
        .filter(event -> !event.topic().startsWith("webhook-retry-"))
        .count();
  }

  private static Double pinMatchRate(List<Event> events) {
    long matched = 0;
    long mismatched = 0;
    for (PinMatchMetric metric : overallPins(events).values()) {
      matched += metric.getMatched();
      mismatched += metric.getMismatched();
    }
    return matched + mismatched == 0 ? null : (double) matched / (matched + mismatched);
  }

  private static DemoSummary.Latency latency(Evidence evidence) {
    double[] sorted =
        evidence.events(WebhookDelivered.class).stream()
            .filter(delivered -> delivered.getReplays() == 0)
            .mapToDouble(
                delivered ->
                    ChronoUnit.MICROS.between(delivered.getRequestedAt(), delivered.getOccurredAt())
                        / 1000.0)
            .sorted()
            .toArray();
    return new DemoSummary.Latency(
        quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99));
  }

  /** Nearest rank. */
  private static double quantile(double[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
  }

  private static Map<String, Integer> codes(Evidence evidence, FailedStage stage) {
    return counted(
        evidence.events(RotationFailed.class).stream()
            .filter(failed -> failed.getStage() == stage)
            .map(RotationFailed::getCode));
  }

  private static Map<String, Integer> counted(Stream<String> names) {
    return names.collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
  }

  private static List<String> unplanned(DemoPlan plan, Evidence evidence) {
    Map<Rotation, ApiApplied> applied = new HashMap<>();
    evidence
        .events(ApiApplied.class)
        .forEach(
            event -> applied.put(Rotation.of(event.getTarget(), event.getRotationId()), event));
    Map<Rotation, RotationFailed> failed = new HashMap<>();
    evidence
        .events(RotationFailed.class)
        .forEach(event -> failed.put(Rotation.of(event.getTarget(), event.getRotationId()), event));
    List<String> surprises = new ArrayList<>();
    Stream.concat(plan.first().stream(), plan.second().stream())
        .forEach(
            planned -> {
              Rotation rotation = Rotation.of(planned.target(), planned.rotationId());
              if (!asPlanned(planned.expectation(), applied.get(rotation), failed.get(rotation))) {
                surprises.add(
                    "%s (%s) was to end as %s and did not: %s"
                        .formatted(
                            planned.story(),
                            planned.target().getId(),
                            planned.expectation(),
                            ending(applied.get(rotation), failed.get(rotation))));
              }
            });
    return surprises;
  }

  private static boolean asPlanned(
      Expectation expectation, ApiApplied applied, RotationFailed failed) {
    return switch (expectation) {
      case Applied() -> applied != null && applied.getOutcome() == ApplyOutcome.APPLIED;
      case AlreadyApplied() ->
          applied != null && applied.getOutcome() == ApplyOutcome.ALREADY_APPLIED;
      case Refused(String code) ->
          failed != null
              && failed.getStage() == FailedStage.CHAIN_VALIDATOR
              && failed.getViolations().stream().map(Violation::getCode).anyMatch(code::equals);
      case Failed(String code) ->
          failed != null
              && failed.getStage() == FailedStage.API_EXECUTOR
              && failed.getCode().equals(code);
    };
  }

  private static String ending(ApiApplied applied, RotationFailed failed) {
    if (applied != null) {
      return applied.getOutcome().name();
    }
    return failed == null ? "no outcome" : failed.getCode() + ", " + failed.getMessage();
  }
}
