package dev.pinwheel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportTextTest {

  @Test
  void whatWasNotMeasuredInARowIsLeftBlank() {
    Report report = Report.of("chains");
    report.row("chains", "SHORT", "go/s", 7);
    report.row("chains", "LONGER", "jdk/s", 12);

    assertThat(ReportText.of(report).lines().skip(2))
        .containsExactly("chains  go/s  jdk/s", "SHORT      7", "LONGER           12", "");
  }
}
