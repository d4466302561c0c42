package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateSuiteTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  @TempDir private Path folder;

  @Test
  void runsASuiteAndPrintsItsSummaryAsJson() throws IOException {
    Map<String, Object> one =
        Map.of(
            "id",
            "path::client",
            "validation_kind",
            "CLIENT",
            "trusted_certs",
            List.of(CA.root().pem()),
            "untrusted_intermediates",
            List.of(CA.intermediate().pem()),
            "peer_certificate",
            CA.client("svc").build().pem(),
            "expected_result",
            "FAILURE");
    Path suite =
        Files.writeString(
            folder.resolve("suite.json"),
            Json.text(Map.of("version", 1, "testcases", List.of(one))));

    CommandRun run =
        CommandRun.of("validate", "--suite", suite.toString(), "--at", NOW.toString(), "--json");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    JsonNode summary = Json.MAPPER.readTree(run.out());
    assertThat(summary.path("agreed").asInt()).isZero();
    assertThat(summary.path("falseAccepts").get(0).asText()).isEqualTo("path::client");
    assertThat(summary.path("falseRejects")).isEmpty();
    assertThat(summary.path("codes").path("path::client").isArray()).isTrue();
    assertThat(summary.path("unsupported")).isEmpty();
  }

  @Test
  void aFileThatIsNoSuiteIsWrongUsage() throws IOException {
    CommandRun run =
        CommandRun.of(
            "validate",
            "--suite",
            Files.writeString(folder.resolve("suite.json"), "{}").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("x509-limbo");
  }
}
