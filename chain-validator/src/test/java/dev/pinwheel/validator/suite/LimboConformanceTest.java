package dev.pinwheel.validator.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.validator.suite.SuiteResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * x509-limbo's cases of December 2023, where they lie beside the project. Each case that is judged
 * differently has its reason in docs/conformance.md; any change of that list fails here.
 */
class LimboConformanceTest {

  private static final Path SUITE = Path.of("..", "..", "shared", "x509", "limbo-2023-12.json");
  private static final Path REASONS = Path.of("..", "docs", "conformance.md");

  /** The newest case with a time of its own is older, and those without one last for centuries. */
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final List<String> REFUSED_ON_PURPOSE =
      List.of("rfc5280::nc::permitted-dn-match", "webpki::san::leftmost-wildcard-san");

  @Test
  void agreesOnEveryCaseButThoseThatAreListedWithAReason() throws Exception {
    assumeTrue(Files.exists(SUITE), "skipped: there is no " + SUITE + " beside the project");

    SuiteReport report = new Suite(NOW).run(SuiteReader.read(Files.readString(SUITE)));

    assertThat(report.summary().falseAccepts()).isEmpty();
    assertThat(report.summary().falseRejects()).isEqualTo(REFUSED_ON_PURPOSE);
    assertThat(report.summary().unsupported()).isEmpty();
    assertThat(report.summary().agreed()).isEqualTo(135 - REFUSED_ON_PURPOSE.size());
    assertThat(report.results())
        .filteredOn(result -> result.outcome() != Outcome.AGREED)
        .allSatisfy(result -> assertThat(Files.readString(REASONS)).contains(result.id()));
  }
}
