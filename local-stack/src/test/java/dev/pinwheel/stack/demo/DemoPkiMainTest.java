package dev.pinwheel.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPkiMainTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void writesAnchorsIntermediatesAndTwoChainsForEveryExampleClient() throws IOException {
    assertThat(DemoPkiMain.fill(folder, CLOCK, new SecureRandom())).isTrue();

    for (int number = 1; number <= 10; number++) {
      assertThat(folder.resolve("example-client-" + number + ".pem")).isNotEmptyFile();
      assertThat(folder.resolve("example-client-" + number + "-next.pem")).isNotEmptyFile();
    }
    assertThat(folder.resolve("intermediates.pem")).content().startsWith("-----BEGIN CERT");
    assertThat(folder.resolve("anchors.pem")).content().startsWith("-----BEGIN CERT");
  }

  @Test
  void writesNoPrivateKey() throws IOException {
    DemoPkiMain.fill(folder, CLOCK, new SecureRandom());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContain("PRIVATE"));
    }
  }

  @Test
  void leavesCertificatesThatAreThereAsTheyAre() throws IOException {
    DemoPkiMain.fill(folder, CLOCK, new SecureRandom());
    String anchors = Files.readString(folder.resolve("anchors.pem"));

    assertThat(DemoPkiMain.fill(folder, CLOCK, new SecureRandom())).isFalse();

    assertThat(folder.resolve("anchors.pem")).hasContent(anchors);
  }

  @Test
  void aFolderThatWasFilledHalfwayIsFilledAgain() throws IOException {
    Files.writeString(folder.resolve("intermediates.pem"), "half a fi");

    assertThat(DemoPkiMain.fill(folder, CLOCK, new SecureRandom())).isTrue();

    assertThat(folder.resolve("intermediates.pem")).content().startsWith("-----BEGIN CERT");
    assertThat(folder.resolve("anchors.pem")).isNotEmptyFile();
  }
}
