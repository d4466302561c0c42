package dev.pinwheel.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.figures.PinMatchFigure.Counts;
import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.PinMatchMetric;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountFiguresTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:05Z");
  private static final Window WINDOW = Window.around(NOW, Duration.ofMinutes(1));

  private final PinMatchFigure pins = new PinMatchFigure();
  private final OutcomeFigure outcomes = new OutcomeFigure();

  @Test
  void eachVerdictHasItsOwnCount() {
    Counts sum = add(pins.empty(), PinVerdict.MATCHED);
    sum = add(add(sum, PinVerdict.MISMATCHED), PinVerdict.MISMATCHED);
    sum = add(add(add(sum, PinVerdict.UNKNOWN), PinVerdict.UNKNOWN), PinVerdict.UNKNOWN);
    assertThat(sum).isEqualTo(new Counts(1, 2, 3, 0));
  }

  @Test
  void lateMatchIsCountedAsLateAndNotJudged() {
    assertThat(pins.addLate(pins.empty(), sample(PinVerdict.MATCHED)))
        .isEqualTo(new Counts(0, 0, 0, 1));
  }

  @Test
  void countsSurviveStorage() {
    Counts sum = new Counts(1, 2, 3, Long.MAX_VALUE);
    assertThat(pins.read(pins.write(sum))).isEqualTo(sum);
    assertThat(outcomes.read(outcomes.write(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void rateIsOfThoseThatWereJudged() {
    PinMatchMetric metric = pins.publish("overall", "", WINDOW, new Counts(3, 1, 5, 7), NOW);
    assertThat(metric.getRate()).isEqualTo(0.75);
    assertThat(metric.getMatched()).isEqualTo(3);
    assertThat(metric.getMismatched()).isEqualTo(1);
    assertThat(metric.getUnknown()).isEqualTo(5);
    assertThat(metric.getLate()).isEqualTo(7);
    assertThat(metric.getWindowStart()).isEqualTo(WINDOW.start());
    assertThat(metric.getWindowEnd()).isEqualTo(WINDOW.end());
    assertThat(metric.getOccurredAt()).isEqualTo(NOW);
  }

  @Test
  void rateIsUnknownWhereNothingWasJudged() {
    assertThat(pins.publish("overall", "", WINDOW, new Counts(0, 0, 5, 7), NOW).getRate()).isNull();
  }

  @Test
  void mismatchesAloneAreARateOfZero() {
    assertThat(pins.publish("overall", "", WINDOW, new Counts(0, 2, 0, 0), NOW).getRate()).isZero();
  }

  @Test
  void metricsHaveOneIdPerFigureAndWindow() {
    OutcomeMetric first = outcomes.publish("OAUTH_CLIENT", "APPLIED", WINDOW, 1L, NOW);
    OutcomeMetric update = outcomes.publish("OAUTH_CLIENT", "APPLIED", WINDOW, 2L, NOW);
    OutcomeMetric otherCode = outcomes.publish("OAUTH_CLIENT", "DELIVERED", WINDOW, 1L, NOW);
    OutcomeMetric otherWindow =
        outcomes.publish(
            "OAUTH_CLIENT", "APPLIED", Window.around(WINDOW.end(), Duration.ofMinutes(1)), 1L, NOW);
    assertThat(update.getEventId()).isEqualTo(first.getEventId());
    assertThat(otherCode.getEventId()).isNotEqualTo(first.getEventId());
    assertThat(otherWindow.getEventId()).isNotEqualTo(first.getEventId());
    assertThat(update.getCount()).isEqualTo(2);
  }

  @Test
  void lateOutcomesAreOutcomes() {
    assertThat(outcomes.addLate(4L, new Sample("OAUTH_CLIENT", "APPLIED", "", 1))).isEqualTo(5);
  }

  private Counts add(Counts sum, PinVerdict verdict) {
    return pins.add(sum, sample(verdict));
  }

  private static Sample sample(PinVerdict verdict) {
    return new Sample("overall", "", verdict.name(), 1);
  }
}
