package dev.pinwheel.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.schemas.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCatalogueTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String POLICY =
      "name: mine\nversion: '1'\ntargetKind: EDGE_TRUNK\nallowedIssuers: []\nrequiredEku: []\n";

  @TempDir private Path folder;

  @Test
  void aChangedFileCountsWithoutARestart() throws IOException {
    write("a.yaml", POLICY);
    PolicyCatalogue catalogue = PolicyCatalogue.of(folder);
    assertThat(pins(catalogue, START)).isEqualTo(3);

    write("a.yaml", POLICY + "maxPins: 1\n");

    Instant next = START.plus(PolicyCatalogue.LOOKED_AT_EVERY);
    assertThat(pins(catalogue, next.minusNanos(1))).isEqualTo(3);
    assertThat(pins(catalogue, next)).isEqualTo(1);
  }

  @Test
  void filesThatComeAndGoCount() throws IOException {
    PolicyCatalogue catalogue = PolicyCatalogue.of(folder);
    assertThat(name(catalogue, START)).isEqualTo("edge-trunk");

    write("a.yml", POLICY);
    assertThat(name(catalogue, START.plusSeconds(10))).isEqualTo("mine");

    Files.delete(folder.resolve("a.yml"));
    assertThat(name(catalogue, START.plusSeconds(20))).isEqualTo("edge-trunk");
  }

  @Test
  void aBrokenFileKeepsTheLastGoodOneAndSaysSo() throws IOException {
    write("a.yaml", POLICY + "maxPins: 2\n");
    PolicyCatalogue catalogue = PolicyCatalogue.of(folder);

    write("a.yaml", POLICY + "maxPins: 9\n");
    assertThat(pins(catalogue, START.plusSeconds(10))).isEqualTo(2);
    assertThat(catalogue.fault()).hasValueSatisfying(text -> assertThat(text).contains("a.yaml:6"));
    assertThat(pins(catalogue, START.plusSeconds(20))).isEqualTo(2);
    assertThat(catalogue.fault()).isPresent();

    write("a.yaml", POLICY + "maxPins: 1\n");
    assertThat(pins(catalogue, START.plusSeconds(30))).isEqualTo(1);
    assertThat(catalogue.fault()).isEmpty();
  }

  @Test
  void aFolderThatGoesAwayKeepsWhatItHeld() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(inner.resolve("a.yaml"), POLICY + "maxPins: 2\n");
    PolicyCatalogue catalogue = PolicyCatalogue.of(inner);

    Files.move(inner, folder.resolve("elsewhere"));
    assertThat(pins(catalogue, START.plusSeconds(10))).isEqualTo(2);
    assertThat(catalogue.fault()).isPresent();

    Files.move(folder.resolve("elsewhere"), inner);
    assertThat(pins(catalogue, START.plusSeconds(20))).isEqualTo(2);
    assertThat(catalogue.fault()).isEmpty();
  }

  @Test
  void aBrokenFileStopsTheStart() throws IOException {
    write("a.yaml", POLICY + "maxPins: 9\n");
    write("b.yaml", "name: [");
    write("c.txt", "not looked at");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyCatalogue.of(folder))
        .withMessageContaining("a.yaml:6")
        .withMessageContaining("b.yaml:");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
    write("a.yaml", POLICY + "#".repeat(64 * 1024 - POLICY.length()));
    assertThat(name(PolicyCatalogue.of(folder), START)).isEqualTo("mine");

    write("a.yaml", POLICY + "#".repeat(64 * 1024 - POLICY.length() + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyCatalogue.of(folder))
        .withMessageContaining("larger than 64 KiB");
  }

  private static int pins(PolicyCatalogue catalogue, Instant at) {
    return catalogue.forTarget(TargetKind.EDGE_TRUNK, "eu-west-2", "t", at).maxPins();
  }

  private static String name(PolicyCatalogue catalogue, Instant at) {
    return catalogue.forTarget(TargetKind.EDGE_TRUNK, "eu-west-2", "t", at).name();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
