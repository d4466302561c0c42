package dev.pinwheel.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProgramTest {

  @Test
  void theResultIsFoundBetweenOtherLines() {
    assertThat(Program.perSecond("a warning\nrecords=1000 nanos=500000000\nbye\n"))
        .isEqualTo(2_000);
  }

  @Test
  void aProgramThatPrintedNoResultIsAnErrorWithItsOutput() {
    assertThatThrownBy(() -> Program.perSecond("Exception in thread main"))
        .hasMessageContaining("Exception in thread main");
  }
}
