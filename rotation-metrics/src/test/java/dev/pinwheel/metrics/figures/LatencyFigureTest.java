package dev.pinwheel.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.metrics.figures.LatencyFigure.Latencies;
import dev.pinwheel.schemas.LatencyMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyFigureTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:05Z");
  private static final Window WINDOW = Window.around(NOW, Duration.ofMinutes(1));

  private final LatencyFigure figure = new LatencyFigure();

  @Test
  void quantilesAreWithinOnePercent() {
    LatencyMetric metric = published(sumOf(LongStream.rangeClosed(1, 10_000)));
    assertThat(metric.getCount()).isEqualTo(10_000);
    assertThat(metric.getP50Micros()).isCloseTo(5_000, within(51L));
    assertThat(metric.getP95Micros()).isCloseTo(9_500, within(96L));
    assertThat(metric.getP99Micros()).isCloseTo(9_900, within(100L));
    assertThat(metric.getMaxMicros()).isEqualTo(10_000);
  }

  @Test
  void quantilesAreWithinOnePercentFromAMicrosecondToAMonth() {
    long month = Duration.ofDays(30).toNanos() / 1_000;
    assertThat(published(sumOf(LongStream.of(1, 1, month))).getP50Micros()).isEqualTo(1);
    assertThat(published(sumOf(LongStream.of(1, month, month))).getP50Micros())
        .isCloseTo(month, within(month / 100));
  }

  @Test
  void noQuantileIsLargerThanTheLargest() {
    LatencyMetric metric = published(sumOf(LongStream.of(1_003)));
    assertThat(metric.getP99Micros()).isLessThanOrEqualTo(1_003);
    assertThat(metric.getMaxMicros()).isEqualTo(1_003);
  }

  @Test
  void noTimeAtAllIsALatency() {
    LatencyMetric metric = published(sumOf(LongStream.of(0)));
    assertThat(metric.getCount()).isOne();
    assertThat(metric.getP50Micros()).isZero();
    assertThat(metric.getMaxMicros()).isZero();
  }

  @Test
  void storedSumGoesOnWhereItStopped() {
    Latencies sum = figure.read(figure.write(sumOf(LongStream.rangeClosed(1, 500))));
    for (long micros = 501; micros <= 1_000; micros++) {
      sum = figure.add(sum, new Sample("end-to-end", "", "", micros));
    }
    assertThat(published(figure.read(figure.write(sum))))
        .isEqualTo(published(sumOf(LongStream.rangeClosed(1, 1_000))));
  }

  @Test
  void emptySumSurvivesStorage() {
    assertThat(figure.read(figure.write(figure.empty())).sketch().isEmpty()).isTrue();
  }

  @Test
  void storedSumStaysSmall() {
    long year = Duration.ofDays(365).toNanos() / 1_000;
    LongStream wide =
        LongStream.iterate(1, micros -> micros < year, micros -> micros + micros / 50 + 1);
    assertThat(figure.write(sumOf(wide))).hasSizeLessThan(20_000);
  }

  @Test
  void lateLatenciesAreMeasuredToo() {
    Latencies sum = figure.addLate(figure.empty(), new Sample("end-to-end", "", "", 7));
    assertThat(published(sum).getCount()).isOne();
  }

  private Latencies sumOf(LongStream micros) {
    return micros
        .mapToObj(value -> new Sample("end-to-end", "", "", value))
        .reduce(figure.empty(), figure::add, (left, right) -> left);
  }

  private LatencyMetric published(Latencies sum) {
    return figure.publish("end-to-end", "", WINDOW, sum, NOW);
  }
}
