package dev.pinwheel.stack.simulator.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {

  private static final Duration TEN = Duration.ofMillis(10);
  private static final Duration TWENTY = Duration.ofMillis(20);

  @Test
  void drawsFromTheLeastToTheMost() {
    Chance chance = new Chance(new Random(1));
    for (int draw = 0; draw < 1_000; draw++) {
      assertThat(new Latency(TEN, TWENTY).draw(chance)).isBetween(TEN, TWENTY);
    }
  }

  @Test
  void aFixedLatencyNeedsNoChance() {
    assertThat(Latency.fixed(TEN).draw(new Chance(new Random(1)))).isEqualTo(TEN);
  }

  @Test
  void refusesALatencyThatIsNone() {
    assertThatThrownBy(() -> new Latency(TWENTY, TEN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Latency.fixed(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
