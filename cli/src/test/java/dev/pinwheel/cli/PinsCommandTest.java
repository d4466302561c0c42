package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Integer;
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

  /** A subject alternative name that is a number: whatever judges the certificate refuses it. */
  @Test
  void anExtensionThatCannotBeReadTakesNothingFromThePins() throws Exception {
    HeldCertificate leaf =
        CA.client("svc").extension("2.5.29.17", false, new ASN1Integer(7)).build();
    Path file = Files.writeString(folder.resolve("odd.pem"), leaf.pem());

    CommandRun run = CommandRun.of("pins", file.toString(), "--json");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(Json.MAPPER.readTree(run.out()).get(0).path("certificatePin").asText())
        .isEqualTo(CertificatePin.of(leaf.certificate().getEncoded()).base64());
  }
}
