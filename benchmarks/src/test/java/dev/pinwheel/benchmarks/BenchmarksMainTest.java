package dev.pinwheel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class BenchmarksMainTest {

  @Test
  void everyCommandSaysWhatItsOptionsMean() {
    CommandLine main = BenchmarksMain.commandLine();

    assertThat(main.getSubcommands().keySet())
        .containsExactlyInAnyOrder(
            "pipeline", "rate", "outage", "engine", "hop", "executor", "chains");
    main.getSubcommands()
        .values()
        .forEach(
            command ->
                assertThat(command.getCommandSpec().options())
                    .allSatisfy(option -> assertThat(option.description()).isNotEmpty()));
  }

  @Test
  void waitsAreDurationsWithCommasBetween() {
    assertThat(value("--wait", "engine", "--wait", "5ms,1s"))
        .isEqualTo(List.of(Duration.ofMillis(5), Duration.ofSeconds(1)));
    assertThat(value("--wait", "engine"))
        .isEqualTo(List.of(Duration.ofMillis(5), Duration.ofMillis(50)));
  }

  @Test
  void ratesAreNumbersWithCommasBetween() {
    assertThat(value("--rates", "hop")).isEqualTo(List.of(200, 1000));
    assertThat(value("--rates", "hop", "--rates", "50")).isEqualTo(List.of(50));
  }

  @Test
  void theDefaultsAreThoseOfTheReadme() {
    assertThat(value("--rotations", "pipeline")).isEqualTo(1500);
    assertThat(value("--latency", "pipeline")).isEqualTo(Duration.ofMillis(50));
    assertThat(value("--warm-up", "rate")).isEqualTo(60);
    assertThat(value("--latency", "rate")).isEqualTo(Duration.ZERO);
    assertThat(value("--per-second", "rate")).isEqualTo(100);
    assertThat(value("--per-second", "outage")).isEqualTo(50);
    assertThat(value("--broker-session", "outage")).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aDurationWithoutUnitIsWrongUsage() {
    assertThatThrownBy(() -> value("--latency", "pipeline", "--latency", "50"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--latency");
  }

  private static Object value(String option, String... arguments) {
    CommandLine.ParseResult parsed = BenchmarksMain.commandLine().parseArgs(arguments);
    return parsed.subcommand().commandSpec().findOption(option).getValue();
  }
}
