package dev.pinwheel.validator;

import static dev.pinwheel.chain.ChainCase.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyReferencesTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @TempDir private Path root;
  private Path keys;
  private Path inside;
  private Path outside;

  @BeforeEach
  void writeKeys() throws IOException {
    keys = Files.createDirectory(root.resolve("keys"));
    inside = Files.writeString(keys.resolve("leaf.key"), LEAF.privateKeyPem());
    outside = Files.writeString(root.resolve("other.key"), LEAF.privateKeyPem());
  }

  @Test
  void aServiceReadsFilesBelowItsFolderAlone() throws IOException {
    KeyReferences references = KeyReferences.limited(Optional.of(keys), Map.of());
    Path link = Files.createSymbolicLink(keys.resolve("link.key"), outside);

    assertThat(references.read("file:" + inside)).isInstanceOf(KeyReading.Read.class);
    for (String path :
        new String[] {
          outside.toString(), keys + "/../other.key", link.toString(), "leaf.key", "/etc/passwd", ""
        }) {
      assertThat(references.read("file:" + path))
          .as(path)
          .isInstanceOf(KeyReading.Unreadable.class);
    }
  }

  @Test
  void whatLiesOutsideIsNotToldApartFromWhatIsNotThere() {
    KeyReferences references = KeyReferences.limited(Optional.of(keys), Map.of());

    assertThat(references.read("file:" + outside))
        .isEqualTo(references.read("file:" + root.resolve("nowhere")));
  }

  @Test
  void aServiceWithoutAFolderReadsNoFile() {
    assertThat(KeyReferences.limited(Optional.empty(), Map.of()).read("file:" + inside))
        .isInstanceOf(KeyReading.Unreadable.class);
  }

  @Test
  void aServiceReadsVariablesThatAreMeantForItAlone() {
    Map<String, String> environment =
        Map.of("PINWHEEL_KEY_A", LEAF.privateKeyPem(), "OTHER", LEAF.privateKeyPem());
    KeyReferences service = KeyReferences.limited(Optional.empty(), environment);

    assertThat(service.read("env:PINWHEEL_KEY_A")).isInstanceOf(KeyReading.Read.class);
    assertThat(service.read("env:OTHER")).isInstanceOf(KeyReading.Unreadable.class);
    assertThat(service.read("env:PINWHEEL_KEY_B")).isInstanceOf(KeyReading.Unreadable.class);
    assertThat(KeyReferences.unlimited(environment).read("env:OTHER"))
        .isInstanceOf(KeyReading.Read.class);
  }

  @Test
  void aPersonReadsWhatTheyCan() throws IOException {
    KeyReferences references = KeyReferences.unlimited(Map.of());

    assertThat(references.read("file:" + outside)).isInstanceOf(KeyReading.Read.class);
    Files.writeString(outside, " ".repeat(64 * 1024 + 1));
    assertThat(references.read("file:" + outside).toString()).contains("larger than 64 KiB");
    assertThat(references.read("file:" + keys)).isInstanceOf(KeyReading.Unreadable.class);
  }

  @Test
  void aKeyInPlaceOfAReferenceIsNotRepeated() {
    String key = LEAF.privateKeyPem();

    assertThat(KeyReferences.unlimited(Map.of()).read(key).toString())
        .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
    assertThat(KeyReferences.unlimited(Map.of()).read("env:" + key).toString())
        .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
  }
}
