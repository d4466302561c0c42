package dev.pinwheel.runtime.engine.handling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StraysTest {

  private final Strays strays = new Strays();

  @Test
  void namesARequesterOnce() {
    assertThat(strays.isNew("platform")).isTrue();
    assertThat(strays.isNew("platform")).isFalse();
    assertThat(strays.isNew("another")).isTrue();
  }

  @Test
  void forgetsTheFirstAtItsLimit() {
    for (int number = 0; number <= Strays.MOST_REQUESTERS; number++) {
      assertThat(strays.isNew("platform-" + number)).isTrue();
    }
    assertThat(strays.isNew("platform-1")).isFalse();
    assertThat(strays.isNew("platform-0")).isTrue();
  }

  @Test
  void textOfSomebodyElseStaysOnOneLineAndIsShort() {
    assertThat(Strays.printable("a\nb\u0000c".getBytes(UTF_8))).isEqualTo("a?b?c");
    assertThat(Strays.printable("x".repeat(10_000).getBytes(UTF_8))).hasSize(201);
  }
}
