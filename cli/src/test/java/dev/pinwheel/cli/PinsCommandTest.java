package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  @TempDir private Path folder;

  @Test
  void pinsAreThoseOfThePem() throws IOException {
    Path chain =
        Files.writeString(folder.resolve("chain.pem"), CA.client("svc").build().chainPem());

    CommandRun run = CommandRun.of("pins", chain.toString());
    JsonNode matrix = Json.MAPPER.readTree(CommandRun.of("pins", chain.toString(), "--json").out());

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(matrix).hasSize(2);
    assertThat(run.out())
        .contains(matrix.get(0).path("certificatePin").asText())
        .contains("sha256/" + matrix.get(0).path("spkiPin").asText());
  }
}
