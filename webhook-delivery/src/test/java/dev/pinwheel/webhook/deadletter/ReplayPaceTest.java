package dev.pinwheel.webhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReplayPaceTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private final ReplayPace four = new ReplayPace(OptionalInt.of(4));

  @Test
  void theFirstGoesAtOnceAndTheOthersByTheRate() {
    assertThat(four.take(START)).isZero();
    assertThat(four.take(START)).hasMillis(250);
    assertThat(four.take(START.plusMillis(250))).hasMillis(250);
    assertThat(four.take(START.plusMillis(749))).hasMillis(1);
    assertThat(four.take(START.plusMillis(1_000))).isZero();
  }

  @Test
  void aLittleLatenessIsMadeUpFor() {
    four.take(START);

    assertThat(four.take(START.plusMillis(300))).isZero();
    assertThat(four.take(START.plusMillis(300))).hasMillis(200);
  }

  @Test
  void aStallIsNotFollowedByAFlood() {
    four.take(START);
    Instant later = START.plusSeconds(60);

    assertThat(four.take(later)).isZero();
    assertThat(four.take(later)).hasMillis(150);
    assertThat(four.take(later)).hasMillis(400);
  }

  @Test
  void aHighRateStaysWhatItIsWhateverCommitsTake() {
    ReplayPace fast = new ReplayPace(OptionalInt.of(1_000));
    long inOneSecond =
        IntStream.range(0, 50).mapToLong(i -> turnsDueAt(fast, START.plusMillis(20L * i))).sum();

    assertThat(inOneSecond).isBetween(980L, 1_001L);
  }

  @Test
  void withoutARateNothingWaits() {
    ReplayPace pace = new ReplayPace(OptionalInt.empty());

    assertThat(Duration.ZERO).isEqualTo(pace.take(START)).isEqualTo(pace.take(START));
  }

  /** How many turns are taken at that time without a wait, and one with. */
  private static long turnsDueAt(ReplayPace pace, Instant now) {
    long turns = 1;
    while (pace.take(now).isZero()) {
      turns++;
    }
    return turns;
  }
}
