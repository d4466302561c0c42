package dev.pinwheel.metrics.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.PlausibleTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventTimeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NOW_MS = NOW.toEpochMilli();

  private final EventTime time = new EventTime(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void isTheEventsOwn() {
    assertThat(time.of(NOW.minusSeconds(3_600), NOW)).isEqualTo(NOW_MS - 3_600_000);
    assertThat(time.of(PlausibleTime.EARLIEST, NOW))
        .isEqualTo(PlausibleTime.EARLIEST.toEpochMilli());
  }

  @Test
  void isTheRecordsWhereTheEventsCannotBe() {
    Instant recorded = NOW.minusSeconds(100);

    assertThat(time.of(Instant.ofEpochMilli(NOW_MS / 1_000), recorded)).isEqualTo(NOW_MS - 100_000);
    assertThat(time.of(PlausibleTime.EARLIEST.minusNanos(1_000), recorded))
        .isEqualTo(NOW_MS - 100_000);
    assertThat(time.of(recorded.plus(Duration.ofDays(1)).plusNanos(1_000), recorded))
        .isEqualTo(NOW_MS - 100_000);
    assertThat(time.of(Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000), recorded))
        .isEqualTo(NOW_MS - 100_000);
  }

  @Test
  void isAMinuteAfterNowAtMost() {
    assertThat(time.of(NOW.plusSeconds(60), NOW.plusSeconds(999))).isEqualTo(NOW_MS + 60_000);
    assertThat(time.of(NOW.plusSeconds(61), NOW.plusSeconds(999))).isEqualTo(NOW_MS + 60_000);
    assertThat(time.of(Instant.EPOCH, NOW.plusSeconds(999))).isEqualTo(NOW_MS + 60_000);
  }

  @Test
  void isAMinuteAfterTheRecordAtMost() {
    Instant recorded = NOW.minusSeconds(100);
    assertThat(time.of(NOW.minusSeconds(40), recorded)).isEqualTo(NOW_MS - 40_000);
    assertThat(time.of(NOW.minusSeconds(39), recorded)).isEqualTo(NOW_MS - 40_000);
  }

  @Test
  void aRecordCameWhenKafkaSaysAndNowWhereThatCannotBe() {
    assertThat(time.recorded(NOW_MS - 1)).isEqualTo(NOW.minusMillis(1));
    assertThat(time.recorded(NOW_MS + 86_400_000)).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(time.recorded(NOW_MS + 86_400_001)).isEqualTo(NOW);
    assertThat(time.recorded(-1)).isEqualTo(NOW);
    assertThat(time.recorded(Long.MAX_VALUE)).isEqualTo(NOW);
  }

  @Test
  void recordIsReadAtItsOwnTimeOrAMinuteAfterNow() {
    assertThat(time.ofRecord(NOW_MS - 1)).isEqualTo(NOW_MS - 1);
    assertThat(time.ofRecord(NOW_MS + 60_000)).isEqualTo(NOW_MS + 60_000);
    assertThat(time.ofRecord(NOW_MS + 60_001)).isEqualTo(NOW_MS + 60_000);
    assertThat(time.ofRecord(-1)).isZero();
  }
}
