package dev.pinwheel.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.validator.fetch.ReloadedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One block that cannot be read: a start refuses it by name, a reload keeps the set that it had.
 */
final class PemFilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());
  private static final String BAD =
      HeldCertificate.block("CERTIFICATE", new byte[] {0x30, 0x03, 0x02, 0x01, 0x07});

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeOneGoodCertificate() throws IOException {
    file = Files.writeString(folder.resolve("intermediates.pem"), CA.intermediate().pem());
  }

  @Test
  void aStartNamesTheBlockThatItCannotRead() throws IOException {
    Files.writeString(file, CA.intermediate().pem() + BAD);

    assertThatThrownBy(() -> PemFiles.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("intermediates.pem")
        .hasMessageContaining("PEM block 2");
  }

  @Test
  void aReloadKeepsTheSetThatItHadUntilTheFileIsGoodAgain() throws IOException {
    ReloadedFiles<Integer> size = new ReloadedFiles<>(file, path -> PemFiles.load(path).size());

    Files.writeString(file, CA.intermediate().pem() + CA.root().pem() + BAD);
    assertThat(size.at(NOW.plus(Duration.ofMinutes(1)))).isEqualTo(1);

    Files.writeString(file, CA.intermediate().pem() + CA.root().pem());
    assertThat(size.at(NOW.plus(Duration.ofMinutes(2)))).isEqualTo(2);
  }
}
