package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static dev.pinwheel.metrics.SampleEvents.CHECKED;
import static dev.pinwheel.metrics.SampleEvents.applied;
import static dev.pinwheel.metrics.SampleEvents.deadLettered;
import static dev.pinwheel.metrics.SampleEvents.delivered;
import static dev.pinwheel.metrics.SampleEvents.failed;
import static dev.pinwheel.metrics.SampleEvents.validated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.schemas.LatencyMetric;
import dev.pinwheel.schemas.OutcomeMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Latencies and outcomes, and when windows are published and dropped. */
class WindowsTest {

  private static final Instant CLOSING = ASKED.plus(TopologyRun.WINDOW).plus(TopologyRun.GRACE);

  private final TopologyRun run = new TopologyRun();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void latenciesArePerStageAndEndToEndWithoutReplays() {
    for (int i = 1; i <= 100; i++) {
      run.send(validated("a", ASKED.plusMillis(i)));
      run.send(applied("a", CHECKED.plusMillis(2L * i), "new"));
      run.send(delivered("a", ASKED.plusMillis(300 + i), 0, Duration.ofMillis(300)));
      run.send(delivered("a", ASKED.plusSeconds(30), 1, Duration.ofMillis(300)));
    }
    run.passInterval();

    var metrics =
        run.latencies().stream()
            .collect(Collectors.toMap(LatencyMetric::getDimension, Function.identity()));
    assertThat(metrics)
        .containsOnlyKeys("chain-validator", "api-executor", "webhook-delivery", "end-to-end");
    assertThat(metrics.values()).extracting(LatencyMetric::getCount).containsOnly(100L);
    LatencyMetric executor = metrics.get("api-executor");
    assertThat((double) executor.getP50Micros()).isBetween(100_000 * 0.99, 102_000 * 1.01);
    assertThat((double) executor.getP95Micros()).isBetween(188_000 * 0.99, 192_000 * 1.01);
    assertThat((double) executor.getP99Micros()).isBetween(196_000 * 0.99, 200_000 * 1.01);
    assertThat(executor.getMaxMicros()).isEqualTo(200_000);
    assertThat(metrics.get("chain-validator").getMaxMicros()).isEqualTo(100_000);
    assertThat(metrics.get("webhook-delivery").getMaxMicros()).isEqualTo(100_000);
    assertThat(metrics.get("end-to-end").getMaxMicros()).isEqualTo(400_000);
  }

  @Test
  void outcomesAreCountedByCode() {
    run.send(applied("a", ASKED, "new"));
    run.send(applied("b", ASKED, "new"));
    run.send(failed("c", ASKED, null, "VALIDITY_EXPIRED"));
    run.send(delivered("a", ASKED, 0, Duration.ZERO));
    run.send(deadLettered("b", ASKED));
    run.passInterval();

    assertThat(run.outcomes())
        .extracting(OutcomeMetric::getDimension, OutcomeMetric::getCode, OutcomeMetric::getCount)
        .containsExactlyInAnyOrder(
            tuple("OAUTH_CLIENT", "APPLIED", 2L),
            tuple("OAUTH_CLIENT", "VALIDITY_EXPIRED", 1L),
            tuple("OAUTH_CLIENT", "DELIVERED", 1L),
            tuple("OAUTH_CLIENT", "DEAD_LETTERED", 1L));
  }

  @Test
  void changedWindowIsPublishedAgainUnderTheSameIdOncePerInterval() {
    run.send(applied("a", ASKED, "new"));
    assertThat(run.outcomes()).isEmpty();
    run.passInterval();
    List<OutcomeMetric> first = run.outcomes();

    run.passInterval();
    assertThat(run.outcomes()).as("nothing changed").isEmpty();

    run.send(applied("a", ASKED.plusSeconds(1), "new"));
    run.send(applied("a", ASKED.plusSeconds(2), "new"));
    run.passInterval();
    List<OutcomeMetric> second = run.outcomes();

    assertThat(first).extracting(OutcomeMetric::getCount).containsExactly(1L);
    assertThat(second).extracting(OutcomeMetric::getCount).containsExactly(3L);
    assertThat(second.getFirst().getEventId()).isEqualTo(first.getFirst().getEventId());
    assertThat(second.getFirst().getOccurredAt()).isEqualTo(ASKED.plusSeconds(2));
  }

  @Test
  void windowIsKeptUntilItsGraceIsOverAndThenDropped() {
    run.send(applied("a", ASKED, "new"));
    run.send(applied("a", CLOSING.minusMillis(1), "new"));
    run.passInterval();
    assertThat(run.windows("outcome"))
        .extracting(WindowKey::start)
        .containsExactly(ASKED, ASKED.plus(TopologyRun.WINDOW));

    run.send(applied("a", CLOSING, "new"));
    run.passInterval();
    assertThat(run.windows("outcome"))
        .extracting(WindowKey::start)
        .containsExactly(ASKED.plus(TopologyRun.WINDOW));
  }

  @Test
  void lastChangeOfAClosingWindowIsPublished() {
    run.send(applied("a", ASKED, "new"));
    run.send(applied("a", CLOSING, "new"));
    run.passInterval();
    assertThat(run.outcomes())
        .extracting(OutcomeMetric::getWindowStart)
        .containsExactly(ASKED, ASKED.plus(TopologyRun.WINDOW));
  }

  @Test
  void storesHoldOpenWindowsOnlyHoweverManyThereWere() {
    for (int minute = 0; minute < 50; minute++) {
      run.send(applied("a", ASKED.plus(Duration.ofMinutes(minute)), "new"));
      run.passInterval();
    }
    assertThat(Stream.of("outcome", "latency").map(run::windows))
        .allSatisfy(windows -> assertThat(windows).hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void lateOutcomesAndLatenciesCountInTheCurrentWindow() {
    run.send(applied("a", CLOSING, "new"));
    run.send(applied("a", ASKED, "new"));
    run.passInterval();
    assertThat(run.outcomes())
        .extracting(OutcomeMetric::getWindowStart, OutcomeMetric::getCount)
        .containsExactly(tuple(ASKED.plus(TopologyRun.WINDOW), 2L));
    assertThat(run.latencies())
        .extracting(LatencyMetric::getWindowStart, LatencyMetric::getCount)
        .containsExactly(tuple(ASKED.plus(TopologyRun.WINDOW), 2L));
  }
}
