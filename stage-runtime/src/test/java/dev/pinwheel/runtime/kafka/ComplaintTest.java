package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // nanoTime may overflow
  private final Complaint complaint = new Complaint(now::get);

  @Test
  void isSaidAtOnceAndThenOnceAMinute() {
    assertThat(complaint.isDue("down")).isTrue();
    assertThat(complaint.isDue("down")).isFalse();
    now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    assertThat(complaint.isDue("down")).isFalse();
    now.addAndGet(1);
    assertThat(complaint.isDue("down")).isTrue();
    assertThat(complaint.isDue("down")).isFalse();
  }

  @Test
  void anotherTroubleIsNewsAndSoIsTheSameAfterAnEnd() {
    assertThat(complaint.isOver()).isFalse();
    assertThat(complaint.isDue("down")).isTrue();
    assertThat(complaint.isDue("refused")).isTrue();
    assertThat(complaint.isOver()).isTrue();
    assertThat(complaint.isOver()).isFalse();
    assertThat(complaint.isDue("refused")).isTrue();
  }
}
