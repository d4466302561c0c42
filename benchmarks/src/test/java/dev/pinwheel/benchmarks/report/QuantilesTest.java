package dev.pinwheel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QuantilesTest {

  @Test
  void quantilesAreMeasuredValuesOfNearestRank() {
    List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

    assertThat(Quantiles.of(hundred)).isEqualTo(new Quantiles(100, 50, 95, 99, 100));
  }

  @Test
  void theNinetyNinthOfAHundredAndOneIsTheHundredth() {
    List<Double> values = IntStream.rangeClosed(1, 101).mapToObj(i -> (double) i).toList();

    assertThat(Quantiles.of(values)).isEqualTo(new Quantiles(101, 51, 96, 100, 101));
  }

  @Test
  void theOrderOfMeasuringDoesNotMatter() {
    assertThat(Quantiles.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Quantiles(3, 2, 3, 3, 3));
  }

  @Test
  void oneLatencyIsEveryQuantile() {
    assertThat(Quantiles.of(List.of(7.5))).isEqualTo(new Quantiles(1, 7.5, 7.5, 7.5, 7.5));
  }

  @Test
  void nothingMeasuredHasNoQuantile() {
    assertThatThrownBy(() -> Quantiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quantiles.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Quantiles.median(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(3);
    assertThat(Quantiles.median(List.of(4.0, 1.0, 2.0))).isEqualTo(2);
  }
}
