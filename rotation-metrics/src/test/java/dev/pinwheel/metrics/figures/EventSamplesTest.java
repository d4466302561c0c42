package dev.pinwheel.metrics.figures;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static dev.pinwheel.metrics.SampleEvents.CHECKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.WebhookDelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSamplesTest {

  @Test
  void validatorIsMeasuredFromTheRequest() {
    assertThat(latencies(SampleEvents.validated("a", ASKED.plusNanos(1_500_000))))
        .containsExactly(latency("chain-validator", 1_500));
    assertThat(latencies(SampleEvents.failed("a", ASKED.plusMillis(3), null, "X")))
        .containsExactly(latency("chain-validator", 3_000));
  }

  @Test
  void executorIsMeasuredFromTheVerdict() {
    assertThat(latencies(SampleEvents.applied("a", CHECKED.plusMillis(40), "new")))
        .containsExactly(latency("api-executor", 40_000));
    assertThat(latencies(SampleEvents.failed("a", CHECKED.plusMillis(5), CHECKED, "X")))
        .containsExactly(latency("api-executor", 5_000));
  }

  @Test
  void deliveryIsMeasuredFromItsFirstAttemptAndTheWholeFromTheRequest() {
    assertThat(
            latencies(
                SampleEvents.delivered(
                    "a", ASKED.plusMillis(90), 0, Duration.ofMillis(50), Duration.ofMillis(70))))
        .containsExactlyInAnyOrder(
            latency("end-to-end", 90_000), latency("webhook-delivery", 40_000));
  }

  @Test
  void deliveryByReplayIsNoMeasureOfThePipeline() {
    assertThat(latencies(SampleEvents.delivered("a", ASKED.plusSeconds(9), 1, Duration.ZERO)))
        .isEmpty();
  }

  @Test
  void deliveryWithoutAttemptsIsMeasuredEndToEndOnly() {
    assertThat(latencies(SampleEvents.delivered("a", ASKED.plusMillis(9), 0)))
        .containsExactly(latency("end-to-end", 9_000));
  }

  @Test
  void clockThatLagsBehindGivesNoNegativeLatency() {
    assertThat(latencies(SampleEvents.validated("a", ASKED.minusMillis(1))))
        .containsExactly(latency("chain-validator", 0));
  }

  @Test
  void whatTookLongerThanAYearCountsAsAYear() {
    Instant later = ASKED.plus(Duration.ofDays(400));

    assertThat(latencies(SampleEvents.validated("a", later), later))
        .containsExactly(latency("chain-validator", Duration.ofDays(365).toNanos() / 1_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-21T12:19:19.200Z", "2019-12-31T23:59:59Z", "+58135-02-06T00:00:00Z"})
  void whatEndedAtATimeThatCannotBeEndedWhenItsRecordCame(Instant impossible) {
    assertThat(latencies(SampleEvents.validated("a", impossible), ASKED.plusMillis(7)))
        .containsExactly(latency("chain-validator", 7_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-21T12:19:19.200Z", "2019-12-31T23:59:59Z", "+58135-02-06T00:00:00Z"})
  void whatBeganAtATimeThatCannotBeIsNotMeasured(Instant impossible) {
    ApiApplied applied =
        ApiApplied.newBuilder(SampleEvents.applied("a", ASKED, "new"))
            .setValidatedAt(impossible)
            .build();
    WebhookDelivered delivered =
        WebhookDelivered.newBuilder(
                SampleEvents.delivered(
                    "a", ASKED.plusMillis(90), 0, Duration.ofMillis(50), Duration.ofMillis(70)))
            .setRequestedAt(impossible)
            .build();

    assertThat(latencies(applied)).isEmpty();
    assertThat(latencies(delivered)).containsExactly(latency("webhook-delivery", 40_000));
  }

  @Test
  void deadLettersAndObservationsAreNoLatency() {
    assertThat(latencies(SampleEvents.deadLettered("a", ASKED))).isEmpty();
    assertThat(latencies(SampleEvents.observed("a", ASKED, "new"))).isEmpty();
  }

  @Test
  void endsAreOutcomesByTheirCode() {
    ApiApplied already =
        ApiApplied.newBuilder(SampleEvents.applied("a", ASKED, "new"))
            .setOutcome(ApplyOutcome.ALREADY_APPLIED)
            .build();
    assertThat(outcomes(SampleEvents.applied("a", ASKED, "new"))).isEqualTo(outcome("APPLIED"));
    assertThat(outcomes(already)).isEqualTo(outcome("ALREADY_APPLIED"));
    assertThat(outcomes(SampleEvents.failed("a", ASKED, null, "VALIDITY_EXPIRED")))
        .isEqualTo(outcome("VALIDITY_EXPIRED"));
    assertThat(outcomes(SampleEvents.delivered("a", ASKED, 1))).isEqualTo(outcome("DELIVERED"));
    assertThat(outcomes(SampleEvents.deadLettered("a", ASKED))).isEqualTo(outcome("DEAD_LETTERED"));
  }

  @Test
  void stepsOnTheWayAreNoOutcome() {
    assertThat(outcomes(SampleEvents.validated("a", ASKED))).isEmpty();
    assertThat(outcomes(SampleEvents.observed("a", ASKED, "new"))).isEmpty();
  }

  private static List<Sample> latencies(SpecificRecord event) {
    return latencies(event, ASKED.plusSeconds(60));
  }

  private static List<Sample> latencies(SpecificRecord event, Instant recorded) {
    return EventSamples.latencies(new RecordedEvent(event, recorded));
  }

  private static List<Sample> outcomes(SpecificRecord event) {
    return EventSamples.outcomes(new RecordedEvent(event, ASKED.plusSeconds(60)));
  }

  private static Sample latency(String dimension, long micros) {
    return new Sample(dimension, "", "", micros);
  }

  private static List<Sample> outcome(String code) {
    return List.of(new Sample("OAUTH_CLIENT", code, "", 1));
  }
}
