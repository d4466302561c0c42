package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.Progress;
import dev.pinwheel.schemas.EventIds;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RotationMemoryTest {

  private static final UUID A = EventIds.of("a");
  private static final UUID B = EventIds.of("b");
  private static final UUID C = EventIds.of("c");
  private static final Progress SOME = Progress.NONE.failed();

  private final RotationMemory<Progress> memory = new RotationMemory<>(2, Progress.NONE);

  @Test
  void knowsNothingAtFirst() {
    assertThat(memory.of(A, 2)).isEqualTo(Progress.NONE);
  }

  @Test
  void keepsProgressBetweenAttempts() {
    memory.keep(A, SOME);

    assertThat(memory.of(A, 2)).isEqualTo(SOME);
  }

  @Test
  void countsNothingOfAnEarlierOwnershipAtTheFirstAttempt() {
    memory.keep(A, SOME);

    assertThat(memory.of(A, 1)).isEqualTo(Progress.NONE);
  }

  @Test
  void forgetsWhatEnded() {
    memory.keep(A, SOME);
    memory.forget(A);

    assertThat(memory.of(A, 2)).isEqualTo(Progress.NONE);
    assertThat(memory.size()).isZero();
  }

  @Test
  void forgetsTheOneThatWasTouchedLongestAgo() {
    memory.keep(A, SOME);
    memory.keep(B, SOME);
    memory.of(A, 2);
    memory.keep(C, SOME);

    assertThat(memory.size()).isEqualTo(2);
    assertThat(memory.of(A, 2)).isEqualTo(SOME);
    assertThat(memory.of(B, 2)).isEqualTo(Progress.NONE);
    assertThat(memory.of(C, 2)).isEqualTo(SOME);
  }
}
