package dev.pinwheel.executor.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {

  private static final TestCa CA =
      TestCa.create(Instant.parse("2026-11-20T12:00:00Z"), new SecureRandom());

  @TempDir private Path folder;

  @Test
  void textAroundTheCertificatesMayBeAnyBytes() throws IOException {
    Path file = folder.resolve("roots.pem");
    Files.writeString(
        file,
        "Gr\u00fc\u00dfe; no -----BEGIN PRIVATE KEY----- here\n" + CA.root().pem(),
        StandardCharsets.ISO_8859_1);

    assertThat(TrustFile.read(file)).containsExactly(CA.root().certificate());
  }

  @Test
  void whatIsNoListOfRootsIsNamed() throws IOException {
    Path utf16 =
        Files.writeString(folder.resolve("wide.pem"), CA.root().pem(), StandardCharsets.UTF_16);
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            CA.root().pem() + HeldCertificate.block("CERTIFICATE", new byte[] {0x30, 0}));
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");

    assertThatThrownBy(() -> TrustFile.read(utf16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("wide.pem", "UTF-16", "iconv");
    assertThatThrownBy(() -> TrustFile.read(broken))
        .hasMessageContainingAll("broken.pem", "PEM block 2");
    assertThatThrownBy(() -> TrustFile.read(none))
        .hasMessageContainingAll("none.pem", "no CERTIFICATE block");
    assertThatThrownBy(() -> TrustFile.read(folder.resolve("absent.pem")))
        .hasMessageContaining("absent.pem");
  }
}
