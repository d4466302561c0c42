package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {

  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final AtomicLong now = new AtomicLong();
  private final RepeatedLines filter = new RepeatedLines(now::get);

  @Test
  void aWarningOfAClientPassesOnceAMinuteWhateverItsNumbers() {
    assertThat(say(CLIENT, Level.WARN, "Connection to node -1 failed")).isTrue();
    assertThat(say(CLIENT, Level.WARN, "Connection to node -2 failed")).isFalse();
    assertThat(say(CLIENT, Level.WARN, "Bootstrap broker disconnected")).isTrue();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(say(CLIENT, Level.WARN, "Connection to node -3 failed")).isTrue();
  }

  @Test
  void anotherLevelAndOtherLoggersAreLeftAlone() {
    for (int times = 0; times < 2; times++) {
      assertThat(say("dev.pinwheel.runtime", Level.WARN, "quarantined offset " + times)).isTrue();
      assertThat(say(CLIENT, Level.INFO, "Cluster ID: abc")).isTrue();
    }
  }

  private boolean say(String logger, Level level, String text) {
    return filter.decide(
            null,
            new LoggerContext().getLogger(logger),
            level,
            "[id] {}",
            new Object[] {text},
            null)
        == FilterReply.NEUTRAL;
  }
}
