package dev.pinwheel.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant END = START.plus(MINUTE);

  @Test
  void startBelongsToTheWindowAndEndToTheNext() {
    assertThat(Window.around(START, MINUTE)).isEqualTo(new Window(START, END));
    assertThat(Window.around(END.minusNanos(1), MINUTE)).isEqualTo(new Window(START, END));
    assertThat(Window.around(END, MINUTE)).isEqualTo(new Window(END, END.plus(MINUTE)));
    assertThat(Window.around(START.minusMillis(1), MINUTE).end()).isEqualTo(START);
  }

  @Test
  void windowsBeforeTheEpochAreAlignedToo() {
    assertThat(Window.around(Instant.ofEpochMilli(-1), MINUTE))
        .isEqualTo(new Window(Instant.EPOCH.minus(MINUTE), Instant.EPOCH));
  }

  @Test
  void closesWhenItsGraceIsOver() {
    Window window = new Window(START, END);
    assertThat(window.isClosed(END.plus(GRACE).minusMillis(1), GRACE)).isFalse();
    assertThat(window.isClosed(END.plus(GRACE), GRACE)).isTrue();
  }
}
