package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleTimeTest {

  private static final Instant RECORDED = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2019-12-31T23:59:59.999999Z,false",
    "2020-01-01T00:00:00Z,true",
    "2026-03-01T10:00:00Z,true",
    "2026-03-02T10:00:00Z,true",
    "2026-03-02T10:00:00.000001Z,false",
    // milliseconds and seconds as microseconds
    "1970-01-21T12:19:19.200Z,false",
    "1970-01-01T00:29:32Z,false"
  })
  void isFromTwentyTwentyToADayAfterTheBrokers(Instant written, boolean plausible) {
    assertThat(PlausibleTime.is(written, RECORDED)).isEqualTo(plausible);
  }
}
