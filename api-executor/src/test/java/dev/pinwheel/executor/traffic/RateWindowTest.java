package dev.pinwheel.executor.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWindowTest {

  @ParameterizedTest
  @CsvSource({"300, 299, 61, 1", "300, 300, 61, 0", "300, 312, 61, 0", "180, 1, 0, 179"})
  void readsThePlatformsOwnHeaders(String allowed, String count, String reset, int remaining) {
    assertThat(
            of(
                Map.of(
                    "inin-ratelimit-allowed", allowed,
                    "inin-ratelimit-count", count,
                    "inin-ratelimit-reset", reset)))
        .contains(new RateWindow(remaining, Duration.ofSeconds(Long.parseLong(reset))));
  }

  @ParameterizedTest
  @CsvSource({"RateLimit-", "X-RateLimit-"})
  void readsAGatewaysHeaders(String prefix) {
    assertThat(of(Map.of(prefix + "Remaining", "0", prefix + "Reset", "3600")))
        .contains(new RateWindow(0, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource({"0, 3601", "0, 1679491234", "0, soon", "-1, 5", "many, 5", "0, -5"})
  void believesNoNonsense(String remaining, String reset) {
    assertThat(of(Map.of("RateLimit-Remaining", remaining, "RateLimit-Reset", reset))).isEmpty();
  }

  @Test
  void knowsNothingWithoutHeaders() {
    assertThat(of(Map.of())).isEmpty();
    assertThat(of(Map.of("inin-ratelimit-allowed", "300"))).isEmpty();
    assertThat(of(Map.of("RateLimit-Remaining", "0"))).isEmpty();
  }

  private static Optional<RateWindow> of(Map<String, String> headers) {
    return RateWindow.of(name -> Optional.ofNullable(headers.get(name)));
  }
}
