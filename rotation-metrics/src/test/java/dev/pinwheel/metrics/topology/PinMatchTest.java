package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static dev.pinwheel.metrics.SampleEvents.applied;
import static dev.pinwheel.metrics.SampleEvents.observed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinMatchMetric;
import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinMatchTest {

  private static final String A = "OAUTH_CLIENT/eu-west-2/a";

  private final TopologyRun run = new TopologyRun();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void matchesAreCountedPerTargetAndOverall() {
    run.send(applied("a", ASKED, "new", "old"));
    run.send(applied("b", ASKED, "other"));
    run.send(observed("a", at(1), "new"));
    run.send(observed("a", at(2), "old"));
    run.send(observed("b", at(3), "new"));
    run.passInterval();

    List<PinMatchMetric> metrics = run.pinMatches();
    assertThat(metrics)
        .extracting(
            PinMatchMetric::getDimension,
            PinMatchMetric::getMatched,
            PinMatchMetric::getMismatched,
            PinMatchMetric::getRate)
        .containsExactlyInAnyOrder(
            tuple(A, 2L, 0L, 1.0),
            tuple("OAUTH_CLIENT/eu-west-2/b", 0L, 1L, 0.0),
            tuple("overall", 2L, 1L, 2.0 / 3));
    assertThat(metrics).extracting(PinMatchMetric::getWindowStart).containsOnly(ASKED);
    assertThat(metrics)
        .extracting(PinMatchMetric::getWindowEnd)
        .containsOnly(ASKED.plus(TopologyRun.WINDOW));
  }

  @Test
  void intermediateOrKeyThatIsPinnedIsAMatch() {
    run.send(applied("a", ASKED, "ca"));
    run.send(observed("a", at(1), "leaf", "ca"));
    run.send(applied("a", at(2), "key of leaf"));
    run.send(observed("a", at(3), "leaf", "ca"));
    run.send(observed("a", at(4), "other"));
    assertThat(onlyOf(A)).satisfies(counts(2, 1, 0, 0));
  }

  @Test
  void withoutKnownPinsTheVerdictIsUnknownAndNeverAMatch() {
    run.send(observed("a", at(1), "new"));
    assertThat(onlyOf(A))
        .satisfies(counts(0, 0, 1, 0))
        .satisfies(metric -> assertThat(metric.getRate()).isNull());

    run.send(applied("a", at(2)));
    run.send(observed("a", at(3), "new"));
    assertThat(onlyOf(A)).satisfies(counts(0, 0, 2, 0));

    run.send(applied("a", at(4), "new"));
    run.send(observed("a", at(5), "new"));
    assertThat(onlyOf(A)).satisfies(counts(1, 0, 2, 0));
  }

  @Test
  void pinsOfAnotherTargetSayNothing() {
    run.send(applied("b", ASKED, "new"));
    run.send(observed("a", at(1), "new"));
    assertThat(onlyOf(A)).satisfies(counts(0, 0, 1, 0));
  }

  @Test
  void failedHandshakeIsUnknown() {
    run.send(applied("a", ASKED, "new"));
    run.send(observed("a", at(1)));
    assertThat(onlyOf(A)).satisfies(counts(0, 0, 1, 0));
  }

  @Test
  void latestRotationsPinsCount() {
    run.send(applied("a", ASKED, "old"));
    run.send(applied("a", at(1), "new"));
    run.send(observed("a", at(2), "old"));
    run.send(observed("a", at(3), "new"));
    assertThat(onlyOf(A)).satisfies(counts(1, 1, 0, 0));
  }

  @Test
  void readBacksAreNotJudged() {
    run.send(applied("a", ASKED, "new"));
    run.send(
        SampleEvents.observed(
            ObservationSource.READ_BACK, "a", at(1), List.of(new PinPair("new", "key"))));
    run.passInterval();
    assertThat(run.pinMatches()).isEmpty();
  }

  @Test
  void observationOfAClosedWindowIsLateInTheCurrentOne() {
    run.send(applied("a", ASKED, "new"));
    run.send(observed("a", at(1), "new"));
    Instant closing = ASKED.plus(TopologyRun.WINDOW).plus(TopologyRun.GRACE);
    run.send(observed("a", closing.minusMillis(1), "new"));
    run.send(observed("a", at(2), "new"));
    run.send(observed("a", closing, "new"));
    run.send(observed("a", at(3), "new"));
    run.passInterval();

    List<PinMatchMetric> metrics = run.pinMatches(A);
    assertThat(metrics).hasSize(2);
    assertThat(metrics.getFirst()).satisfies(counts(2, 0, 0, 0));
    assertThat(metrics.getFirst().getWindowStart()).isEqualTo(ASKED);
    assertThat(metrics.getLast()).satisfies(counts(2, 0, 0, 1));
    assertThat(metrics.getLast().getWindowStart()).isEqualTo(ASKED.plus(TopologyRun.WINDOW));
  }

  @Test
  void keyOfTheRecordDoesNotMatter() {
    byte[] wrong = "somebody else".getBytes(StandardCharsets.UTF_8);
    run.sendBytes(Topics.API_APPLIED, null, run.bytes(applied("a", ASKED, "new")), ASKED);
    run.sendBytes(Topics.PIN_OBSERVED, wrong, run.bytes(observed("a", at(1), "new")), at(1));
    run.sendBytes(Topics.PIN_OBSERVED, null, run.bytes(observed("a", at(2), "new")), at(2));
    assertThat(onlyOf(A)).satisfies(counts(2, 0, 0, 0));
    assertThat(run.quarantined()).isEmpty();
  }

  @Test
  void observationAtATimeThatCannotBeIsJudgedAtTheRecordsTime() {
    Instant millisAsMicros = Instant.ofEpochMilli(at(1).toEpochMilli() / 1_000);
    run.send(applied("a", ASKED, "new"));
    run.sendBytes(
        Topics.PIN_OBSERVED, null, run.bytes(observed("a", millisAsMicros, "new")), at(1));

    PinMatchMetric metric = onlyOf(A);
    assertThat(metric).satisfies(counts(1, 0, 0, 0));
    assertThat(metric.getWindowStart()).isEqualTo(ASKED);
  }

  @Test
  void clockFarAheadClosesNobodysWindow() {
    run.send(applied("a", TopologyRun.NOW, "new"));
    run.send(observed("ahead", TopologyRun.NOW.plus(Duration.ofHours(2)), "new"));
    run.send(observed("a", TopologyRun.NOW, "new"));
    run.passInterval();

    assertThat(run.pinMatches())
        .allSatisfy(metric -> assertThat(metric.getLate()).isZero())
        .filteredOn(metric -> metric.getDimension().endsWith("/ahead"))
        .extracting(PinMatchMetric::getWindowStart)
        .containsExactly(TopologyRun.NOW.plus(TopologyRun.WINDOW));
  }

  /** The last publication of a dimension, which has one window. */
  private PinMatchMetric onlyOf(String dimension) {
    run.passInterval();
    List<PinMatchMetric> metrics = run.pinMatches(dimension);
    assertThat(metrics).hasSize(1);
    return metrics.getFirst();
  }

  private static Consumer<PinMatchMetric> counts(
      long matched, long mismatched, long unknown, long late) {
    return metric ->
        assertThat(
                List.of(
                    metric.getMatched(),
                    metric.getMismatched(),
                    metric.getUnknown(),
                    metric.getLate()))
            .containsExactly(matched, mismatched, unknown, late);
  }

  private static Instant at(int seconds) {
    return ASKED.plusSeconds(seconds);
  }
}
