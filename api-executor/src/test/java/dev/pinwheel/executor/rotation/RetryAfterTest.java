package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "' 120 ', 120", "1000000000, 1000000000", "-5, -5"})
  void readsSeconds(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
  }

  // The three examples of RFC 9110 section 5.6.7.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsAllThreeFormsOfADate(String value) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(37));
  }

  @Test
  void readsADateInThePastAsNegative() {
    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:48:59 GMT", NOW))
        .contains(Duration.ofSeconds(-1));
  }

  @Test
  void takesTwoDigitYearsOfThisCentury() {
    assertThat(
            RetryAfter.parse(
                "Sunday, 01-Mar-26 12:00:10 GMT", Instant.parse("2026-03-01T12:00:00Z")))
        .contains(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "1.5",
        "1e3",
        "0x10",
        "+5",
        "--5",
        "2026-03-01T12:00:00Z",
        "Sun, 32 Nov 1994 08:49:37 GMT"
      })
  void isEmptyForAnythingElse(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }

  @Test
  void takesNumbersThatNoClockCanCountAsVeryLong() {
    assertThat(RetryAfter.parse("9".repeat(500), NOW).orElseThrow())
        .isGreaterThan(Duration.ofDays(100_000));
    assertThat(RetryAfter.parse("-" + "9".repeat(500), NOW).orElseThrow()).isNegative();
  }
}
