package dev.pinwheel.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeyTest {

  private static final ConfigKey<Integer> COUNT = ConfigKey.integer("count", "how many", 1, 3);

  @Test
  void readsWholeNumbersUpToBothBounds() {
    assertThat(read(COUNT, " 1 ")).isEqualTo(1);
    assertThat(read(COUNT, "3")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4", "1.5", "", "one", "99999999999999999999"})
  void refusesOtherNumbers(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(COUNT, text))
        .withMessage("expected a whole number from 1 to 3");
  }

  @Test
  void readsDurations() {
    ConfigKey<Duration> wait = ConfigKey.duration("wait", "how long");

    assertThat(List.of("250ms", "10 s", "5m", "2h", "7d").stream().map(text -> read(wait, text)))
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofHours(2),
            Duration.ofDays(7));
    assertThatIllegalArgumentException().isThrownBy(() -> read(wait, "10"));
    assertThatIllegalArgumentException().isThrownBy(() -> read(wait, "-1s"));
  }

  @Test
  void readsBytes() {
    ConfigKey<Long> size = ConfigKey.bytes("size", "how large");

    assertThat(List.of("0", "64k", "16 m", "1g").stream().map(text -> read(size, text)))
        .containsExactly(0L, 65_536L, 16L << 20, 1L << 30);
    assertThatIllegalArgumentException().isThrownBy(() -> read(size, "1t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "https://", "/path", "http://a b", ""})
  void refusesUrlsThatNoHttpClientCouldCall(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(ConfigKey.httpUrl("url", "where"), text))
        .withMessage("expected an http:// or https:// URL with a host");
  }

  @Test
  void readsLists() {
    ConfigKey<List<String>> names = ConfigKey.list("names", "who");

    assertThat(read(names, " a, b ,c ")).containsExactly("a", "b", "c");
    assertThat(read(names, " ")).isEmpty();
  }

  private static <T> T read(ConfigKey<T> key, String text) {
    return key.parser().parse(text, Map.of());
  }
}
