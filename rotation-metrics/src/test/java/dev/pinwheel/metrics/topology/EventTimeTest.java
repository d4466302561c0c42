package dev.pinwheel.metrics.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventTimeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NOW_MS = NOW.toEpochMilli();

  private final EventTime time = new EventTime(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void isTheEventsOwn() {
    assertThat(time.of(NOW.minusSeconds(3_600), NOW_MS)).isEqualTo(NOW_MS - 3_600_000);
  }

  @Test
  void isAMinuteAfterNowAtMost() {
    assertThat(time.of(NOW.plusSeconds(60), NOW_MS + 999_999)).isEqualTo(NOW_MS + 60_000);
    assertThat(time.of(NOW.plusSeconds(61), NOW_MS + 999_999)).isEqualTo(NOW_MS + 60_000);
  }

  @Test
  void isAMinuteAfterTheRecordAtMost() {
    long record = NOW_MS - 100_000;
    assertThat(time.of(NOW.minusSeconds(40), record)).isEqualTo(record + 60_000);
    assertThat(time.of(NOW.minusSeconds(39), record)).isEqualTo(record + 60_000);
  }

  @Test
  void recordIsReadAtItsOwnTimeOrAMinuteAfterNow() {
    assertThat(time.ofRecord(NOW_MS - 1)).isEqualTo(NOW_MS - 1);
    assertThat(time.ofRecord(NOW_MS + 60_000)).isEqualTo(NOW_MS + 60_000);
    assertThat(time.ofRecord(NOW_MS + 60_001)).isEqualTo(NOW_MS + 60_000);
  }

  @Test
  void isNeverNegative() {
    assertThat(time.ofRecord(-1)).isZero();
    assertThat(time.of(Instant.EPOCH.minusMillis(1), NOW_MS)).isZero();
    assertThat(time.of(NOW, -60_001)).isZero();
    assertThat(time.of(Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000), Long.MAX_VALUE)).isZero();
  }
}
