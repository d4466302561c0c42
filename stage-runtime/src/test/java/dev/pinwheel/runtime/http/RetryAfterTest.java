package dev.pinwheel.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "120,PT2M",
    "' 7 ',PT7S",
    "1000000000,PT277777H46M40S",
    "999999999999,PT277777777H46M39S",
    "99999999999999999999999999,PT277777777H46M39S"
  })
  void readsSeconds(String value, Duration expected) {
    assertThat(RetryAfter.parse(value, NOW)).contains(expected);
  }

  // The three examples of RFC 9110 section 5.6.7.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsAllThreeFormsOfADate(String value) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(37));
    assertThat(RetryAfter.parse(" " + value + " ", NOW)).contains(Duration.ofSeconds(37));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:48:59 GMT",
        "Sunday, 06-Nov-94 08:48:59 GMT",
        "Sun Nov  6 08:48:59 1994",
        "Sun, 06 Nov 1994 08:49:00 GMT"
      })
  void aDateThatIsPastAsksForNothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z,'Sunday, 01-Mar-26 12:00:10 GMT',10",
    "2099-12-31T23:59:50Z,'Friday, 01-Jan-00 00:00:00 GMT',10",
    // exactly fifty years ahead is still the future; a second more is the century before
    "2026-03-01T12:00:00Z,'Sunday, 01-Mar-76 12:00:00 GMT',1577923200",
    "2026-03-01T12:00:00Z,'Sunday, 01-Mar-76 12:00:01 GMT',0",
    "2026-03-01T12:00:00Z,'Sunday, 01-Mar-94 12:00:00 GMT',0"
  })
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(Instant now, String value, long seconds) {
    assertThat(RetryAfter.parse(value, now)).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void aLeapSecondIsTheSecondAfterTheFiftyNinth() {
    assertThat(
            RetryAfter.parse(
                "Sat, 31 Dec 2016 23:59:60 GMT", Instant.parse("2016-12-31T23:59:59Z")))
        .contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "0x10",
        "２",
        "soon",
        "1994-11-06T08:49:37Z",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 06 1994 08:49:37"
      })
  void anythingElseIsNoAsk(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
