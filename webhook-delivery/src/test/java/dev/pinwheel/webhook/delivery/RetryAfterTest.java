package dev.pinwheel.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "120,PT2M",
    " 7 ,PT7S",
    "1000000000,PT277777H46M40S",
    "99999999999999999999999999,PT277777777H46M39S",
    "'Fri, 20 Nov 2026 12:00:30 GMT',PT30S",
    "'Fri, 20 Nov 2026 12:00:00 GMT',PT0S",
    "'Fri, 20 Nov 2026 11:59:59 GMT',PT0S"
  })
  void readsSecondsAndDates(String header, Duration expected) {
    assertThat(RetryAfter.parse(header, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "２", "Fri, 32 Nov 2026 12:00:30 GMT"})
  void anythingElseIsNoAsk(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }
}
