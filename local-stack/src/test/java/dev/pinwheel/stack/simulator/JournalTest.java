package dev.pinwheel.stack.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalTest {

  @Test
  void keepsTheNewestAndCountsAll() {
    Journal<Integer> journal = new Journal<>(2);
    journal.add(1);
    journal.add(2);
    assertThat(journal.entries()).containsExactly(1, 2);
    journal.add(3);
    assertThat(journal.entries()).containsExactly(2, 3);
    assertThat(journal.total()).isEqualTo(3);
  }
}
