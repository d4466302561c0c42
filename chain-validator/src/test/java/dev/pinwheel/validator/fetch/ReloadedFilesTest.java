package dev.pinwheel.validator.fetch;

import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedFilesTest {

  private static final Duration INTERVAL = ReloadedFiles.LOOKED_AT_EVERY;

  @TempDir private Path folder;
  private int readings;

  @BeforeEach
  void writeAFile() throws IOException {
    Files.writeString(folder.resolve("a"), "one");
  }

  @Test
  void seesAChangeAfterTheIntervalAndNotBefore() throws IOException {
    ReloadedFiles<String> files = files();
    assertThat(files.at(NOW)).isEqualTo("one");

    Files.writeString(folder.resolve("a"), "two!");

    assertThat(files.at(NOW.plus(INTERVAL).minusNanos(1))).isEqualTo("one");
    assertThat(files.at(NOW.plus(INTERVAL))).isEqualTo("two!");
  }

  @Test
  void seesFilesThatComeAndGo() throws IOException {
    ReloadedFiles<String> files = files();
    Files.writeString(folder.resolve("b"), "+two");
    assertThat(files.at(NOW)).isEqualTo("one+two");

    Files.delete(folder.resolve("a"));

    assertThat(files.at(NOW.plus(INTERVAL))).isEqualTo("+two");
  }

  @Test
  void seesAFileThatWasReplacedByOneOfTheSameSizeAndTime() throws IOException {
    ReloadedFiles<String> files = files();
    Path other = Files.writeString(folder.resolveSibling(folder.getFileName() + "-other"), "uno");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(folder.resolve("a")));

    Files.move(other, folder.resolve("a"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(files.at(NOW)).isEqualTo("uno");
  }

  @Test
  void keepsWhatItHasWhereTheNewIsBadAndTakesTheNextGoodOne() throws IOException {
    ReloadedFiles<String> files = files();
    Files.writeString(folder.resolve("a"), "bad");
    assertThat(files.at(NOW)).isEqualTo("one");

    Files.writeString(folder.resolve("a"), "three");

    assertThat(files.at(NOW.plus(INTERVAL))).isEqualTo("three");
  }

  @Test
  void readsNothingTwiceThatDidNotChange() {
    ReloadedFiles<String> files = files();
    for (int second = 0; second < 100; second++) {
      files.at(NOW.plusSeconds(second));
    }

    assertThat(readings).isEqualTo(1);
  }

  @Test
  void mustBeGoodAtTheStart() throws IOException {
    Files.writeString(folder.resolve("a"), "bad");
    assertThatIllegalArgumentException().isThrownBy(this::files);
  }

  @Test
  void whatNeverChangesIsTheSameAtAnyTime() {
    assertThat(Reloaded.never("x").at(Instant.MAX)).isEqualTo("x");
  }

  private ReloadedFiles<String> files() {
    return new ReloadedFiles<>(folder, this::read);
  }

  private String read(Path path) {
    readings++;
    try (Stream<Path> files = Files.list(path)) {
      String text = files.sorted().map(ReloadedFilesTest::text).collect(Collectors.joining());
      if (text.equals("bad")) {
        throw new IllegalArgumentException("bad");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
