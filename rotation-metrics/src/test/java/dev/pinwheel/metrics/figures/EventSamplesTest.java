package dev.pinwheel.metrics.figures;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static dev.pinwheel.metrics.SampleEvents.CHECKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSamplesTest {

  @Test
  void validatorIsMeasuredFromTheRequest() {
    assertThat(EventSamples.latencies(SampleEvents.validated("a", ASKED.plusNanos(1_500_000))))
        .containsExactly(latency("chain-validator", 1_500));
    assertThat(EventSamples.latencies(SampleEvents.failed("a", ASKED.plusMillis(3), null, "X")))
        .containsExactly(latency("chain-validator", 3_000));
  }

  @Test
  void executorIsMeasuredFromTheVerdict() {
    assertThat(EventSamples.latencies(SampleEvents.applied("a", CHECKED.plusMillis(40), "new")))
        .containsExactly(latency("api-executor", 40_000));
    assertThat(
            EventSamples.latencies(SampleEvents.failed("a", CHECKED.plusMillis(5), CHECKED, "X")))
        .containsExactly(latency("api-executor", 5_000));
  }

  @Test
  void deliveryIsMeasuredFromItsFirstAttemptAndTheWholeFromTheRequest() {
    assertThat(
            EventSamples.latencies(
                SampleEvents.delivered(
                    "a", ASKED.plusMillis(90), 0, Duration.ofMillis(50), Duration.ofMillis(70))))
        .containsExactlyInAnyOrder(
            latency("end-to-end", 90_000), latency("webhook-delivery", 40_000));
  }

  @Test
  void deliveryByReplayIsNoMeasureOfThePipeline() {
    assertThat(
            EventSamples.latencies(
                SampleEvents.delivered("a", ASKED.plusSeconds(9), 1, Duration.ZERO)))
        .isEmpty();
  }

  @Test
  void deliveryWithoutAttemptsIsMeasuredEndToEndOnly() {
    assertThat(EventSamples.latencies(SampleEvents.delivered("a", ASKED.plusMillis(9), 0)))
        .containsExactly(latency("end-to-end", 9_000));
  }

  @Test
  void clockThatLagsBehindGivesNoNegativeLatency() {
    assertThat(EventSamples.latencies(SampleEvents.validated("a", ASKED.minusMillis(1))))
        .containsExactly(latency("chain-validator", 0));
  }

  @Test
  void instantsOfAnyEpochGiveALatencyOfAYearAtMost() {
    Instant last = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000);
    Instant first = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000);
    ApiApplied applied =
        ApiApplied.newBuilder(SampleEvents.applied("a", last, "new")).setValidatedAt(first).build();
    assertThat(EventSamples.latencies(applied))
        .containsExactly(latency("api-executor", Duration.ofDays(365).toNanos() / 1_000));
    assertThat(EventSamples.latencies(SampleEvents.validated("a", first)))
        .containsExactly(latency("chain-validator", 0));
  }

  @Test
  void deadLettersAndObservationsAreNoLatency() {
    assertThat(EventSamples.latencies(SampleEvents.deadLettered("a", ASKED))).isEmpty();
    assertThat(EventSamples.latencies(SampleEvents.observed("a", ASKED, "new"))).isEmpty();
  }

  @Test
  void endsAreOutcomesByTheirCode() {
    ApiApplied already =
        ApiApplied.newBuilder(SampleEvents.applied("a", ASKED, "new"))
            .setOutcome(ApplyOutcome.ALREADY_APPLIED)
            .build();
    assertThat(EventSamples.outcomes(SampleEvents.applied("a", ASKED, "new")))
        .isEqualTo(outcome("APPLIED"));
    assertThat(EventSamples.outcomes(already)).isEqualTo(outcome("ALREADY_APPLIED"));
    assertThat(EventSamples.outcomes(SampleEvents.failed("a", ASKED, null, "VALIDITY_EXPIRED")))
        .isEqualTo(outcome("VALIDITY_EXPIRED"));
    assertThat(EventSamples.outcomes(SampleEvents.delivered("a", ASKED, 1)))
        .isEqualTo(outcome("DELIVERED"));
    assertThat(EventSamples.outcomes(SampleEvents.deadLettered("a", ASKED)))
        .isEqualTo(outcome("DEAD_LETTERED"));
  }

  @Test
  void stepsOnTheWayAreNoOutcome() {
    assertThat(EventSamples.outcomes(SampleEvents.validated("a", ASKED))).isEmpty();
    assertThat(EventSamples.outcomes(SampleEvents.observed("a", ASKED, "new"))).isEmpty();
  }

  private static Sample latency(String dimension, long micros) {
    return new Sample(dimension, "", "", micros);
  }

  private static List<Sample> outcome(String code) {
    return List.of(new Sample("OAUTH_CLIENT", code, "", 1));
  }
}
