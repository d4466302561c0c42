package dev.pinwheel.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProgramTest {

  @Test
  void theResultIsFoundBetweenOtherLines() {
    assertThat(Program.Result.of("a warning\nrecords=1000 nanos=500000000 cpu=30000000\nbye\n"))
        .isEqualTo(new Program.Result(2_000, 30));
  }

  @Test
  void aProgramThatPrintedNoResultIsAnErrorWithItsOutput() {
    assertThatThrownBy(() -> Program.Result.of("Exception in thread main"))
        .hasMessageContaining("Exception in thread main");
  }
}
