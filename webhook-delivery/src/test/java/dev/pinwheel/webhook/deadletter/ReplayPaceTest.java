package dev.pinwheel.webhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayPaceTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "4,0,0,0", // the first one goes at once
    "4,1,0,250",
    "4,1,249,1",
    "4,1,250,0",
    "4,8,0,2000",
    "4,8,5000,0", // what is late goes at once
    "1,1,0,1000",
    "1000,1,0,1"
  })
  void theNextOneIsDueByTheRateFromTheStart(int rate, long sent, long elapsed, long wait) {
    ReplayPace pace = new ReplayPace(OptionalInt.of(rate), START);

    assertThat(pace.waitBefore(sent, START.plusMillis(elapsed))).isEqualTo(Duration.ofMillis(wait));
  }

  @Test
  void withoutARateNothingWaits() {
    assertThat(new ReplayPace(OptionalInt.empty(), START).waitBefore(1_000_000, START)).isZero();
  }
}
