package dev.pinwheel.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTimeTest {

  private static final Instant TAKEN = Instant.parse("2026-12-01T10:00:00Z");

  @Test
  void takesWhatIsNotBefore2020() {
    assertThat(RequestTime.fault(RequestTime.EARLIEST, TAKEN)).isEmpty();
    assertThat(RequestTime.fault(RequestTime.EARLIEST.minusMillis(1), TAKEN)).isPresent();
  }

  @Test
  void takesWhatIsAtMostADayAheadOfTheBroker() {
    Instant latest = TAKEN.plus(Duration.ofDays(1));
    assertThat(RequestTime.fault(latest, TAKEN)).isEmpty();
    assertThat(RequestTime.fault(latest.plusMillis(1), TAKEN)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"SECONDS", "MILLIS", "NANOS"})
  void namesTheUnitThatWasProbablyWritten(ChronoUnit unit) {
    long number = unit.between(Instant.EPOCH, TAKEN);

    Outcome.Quarantine fault =
        RequestTime.fault(Instant.EPOCH.plus(number, ChronoUnit.MICROS), TAKEN).orElseThrow();

    assertThat(fault.code()).isEqualTo("IMPLAUSIBLE_TIME");
    assertThat(fault.message())
        .contains(
            switch (unit) {
              case SECONDS -> "looks like seconds";
              case MILLIS -> "looks like milliseconds";
              default -> "looks like nanoseconds";
            });
  }

  @Test
  void namesNoUnitWhereNoneFits() {
    assertThat(RequestTime.fault(Instant.EPOCH, TAKEN).orElseThrow().message())
        .doesNotContain("looks like")
        .contains("before 2020", "timestamp-micros");
  }
}
