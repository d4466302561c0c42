package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofHours(1));

  @ParameterizedTest
  @CsvSource({
    "1, 250, 500",
    "2, 500, 1000",
    "3, 1000, 2000",
    "6, 8000, 16000",
    "7, 15000, 30000",
    "8, 15000, 30000",
    "1000000, 15000, 30000"
  })
  void doublesUntilTheMaximumAndJittersDownToTheHalf(int failures, long least, long most) {
    assertThat(POLICY.backOff(failures, lowest())).hasMillis(least);
    assertThat(POLICY.backOff(failures, highest())).hasMillis(most);
  }

  @Test
  void neverWaitsLessThanThePlatformAsks() {
    assertThat(throttled(Optional.of(Duration.ofSeconds(20)), lowest())).hasSeconds(20);
  }

  @Test
  void waitsUpToATenthLongerThanThePlatformAsks() {
    assertThat(throttled(Optional.of(Duration.ofSeconds(20)), highest())).hasSeconds(22);
  }

  @Test
  void believesAnHourAndCutsWhatIsLonger() {
    assertThat(throttled(Optional.of(Duration.ofHours(1)), lowest())).hasHours(1);
    assertThat(throttled(Optional.of(Duration.ofSeconds(3601)), lowest())).hasHours(1);
    assertThat(throttled(Optional.of(Duration.ofSeconds(1_000_000_000)), lowest())).hasHours(1);
    assertThat(throttled(Optional.of(Duration.ofDays(365_000)), highest())).hasMinutes(66);
  }

  @Test
  void backsOffWhereThePlatformAsksNothing() {
    assertThat(throttled(Optional.empty(), highest())).hasMillis(500);
  }

  @Test
  void backsOffWhereThePlatformAsksForNoWaitAtAll() {
    assertThat(throttled(Optional.of(Duration.ZERO), highest())).hasMillis(500);
  }

  private static Duration throttled(Optional<Duration> asked, RandomGenerator random) {
    return POLICY.throttled(asked, 1, random);
  }

  private static RandomGenerator lowest() {
    return () -> 0L;
  }

  /** Every bounded number is the highest that the bound allows. */
  private static RandomGenerator highest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }
}
