package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01T10:00:00Z | 2026-12-01T10:00:01.5Z",
        "2026-12-01 10:00:00.000000 | 2026-12-01 10:00:01.500000",
        "2026/12/01 10:00:00.000000 | 2026/12/01 10:00:01.500000",
        "Dec  1, 2026 10:00:00.000000000 CET | Dec  1, 2026 10:00:01.500000000 CET",
        "Dec 31, 2026 23:59:59.500000000 Mitteleurop. Zeit | Jan  1, 2027 00:00:01.000000000"
            + " Mitteleurop. Zeit",
        "1764583200.000000000 | 1764583201.500000000",
        "12.25 | 13.75",
        "2026-12-01T10:00:00+01:00 | 2026-12-01T09:00:01.5Z"
      })
  void isReadAsCapturesWriteIt(String challenged, String answered) {
    assertThat(time(challenged).until(time(answered))).isEqualTo(Duration.ofMillis(1500));
    assertThat(time(answered).until(time(challenged))).isEqualTo(Duration.ofMillis(-1500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "10:00:00", "2026-13-01 10:00:00"})
  void saysWhatIsExpectedWhereItIsNone(String text) {
    assertThatThrownBy(() -> time(text))
        .isInstanceOf(WrongUsageException.class)
        .hasMessageContaining("--challenged-at");
  }

  @Test
  void needsZonesThatAreKnownWhereTheyDiffer() {
    assertThatThrownBy(
            () ->
                time("Dec 1, 2026 10:00:00 Mitteleurop. Zeit").until(time("2026-12-01T10:00:00Z")))
        .isInstanceOf(WrongUsageException.class)
        .hasMessageContaining("UTC");
  }

  private static CaptureTime time(String text) {
    return CaptureTime.parse("--challenged-at", text);
  }
}
