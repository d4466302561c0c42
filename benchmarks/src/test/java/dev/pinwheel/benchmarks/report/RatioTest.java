package dev.pinwheel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioTest {

  @Test
  void pairsAreDividedEachByItsOwnBaseline() {
    Ratio ratio = Ratio.of("rate", List.of(30.0, 10.0, 8.0), List.of(10.0, 10.0, 4.0), "> 1");

    assertThat(ratio.ratios()).containsExactly(3.0, 1.0, 2.0);
    assertThat(ratio.median()).isEqualTo(2);
    assertThat(ratio.least()).isEqualTo(1);
    assertThat(ratio.most()).isEqualTo(3);
  }

  @Test
  void figuresWithoutABaselineAreRefused() {
    assertThatThrownBy(() -> Ratio.of("rate", List.of(1.0, 2.0), List.of(1.0), ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ratio.of("rate", List.of(), List.of(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReportShowsRowsAlignedAndRatiosWithTheirRange() {
    Report report = new Report("engine", new java.util.LinkedHashMap<>(), newList(), newList());
    report.with("wait", "5ms");
    report.row("program", "ours", "records/s", 19_000.4);
    report.row("program", "the other one", "records/s", 42.25);
    report.ratio(Ratio.of("ours / other", List.of(2.0, 3.0), List.of(1.0, 1.0), "> 1"));

    assertThat(ReportText.of(report))
        .isEqualTo(
            """
            engine: wait 5ms

            program        records/s
            ours               19000
            the other one       42.3

            ours / other: 2.50 (2.00 to 3.00 in 2 pairs); target > 1
            """);
  }

  private static <T> List<T> newList() {
    return new java.util.ArrayList<>();
  }
}
