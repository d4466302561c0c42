package dev.pinwheel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person starts it: a process of its own, and what its screen shows. */
class DemoProcessIT {

  private static final int LIMIT_MINUTES = 8;

  /** A step's progress, told as often as it moves: how often depends on the machine. */
  private static final Pattern PROGRESS = Pattern.compile("\\s*[\\d.]+ s {4}\\d+ of \\d+ .*");

  private static final Pattern NUMBER = Pattern.compile("[\\d.]*\\d");

  @TempDir private Path home;

  @Test
  void showsWhatTheReadmeShowsAndLogsToItsFile() throws Exception {
    Path screen = home.resolve("screen.txt");
    Process demo =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dpinwheel.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                PinwheelMain.class.getName(),
                "demo")
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    try {
      assertThat(demo.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      demo.destroyForcibly();
    }

    assertThat(shape(Files.readAllLines(screen))).isEqualTo(shape(readme()));
    assertThat(demo.exitValue()).isEqualTo(ExitStatus.DONE);
    assertThat(Files.readString(home.resolve("target/pinwheel.log")))
        .contains("reading from offsets")
        .contains("\"level\":\"INFO\"");
  }

  /** The lines without what differs from run to run. */
  private static List<String> shape(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank() && !PROGRESS.matcher(line).matches())
        .map(line -> line.replaceFirst("^Log: .*", "Log: FILE"))
        .map(line -> NUMBER.matcher(line).replaceAll("#").replaceAll("\\s+", " ").strip())
        .toList();
  }

  /** The demo's screen in the README, without the command. */
  private static List<String> readme() throws IOException {
    List<String> lines = Files.readString(Path.of("../README.md"), UTF_8).lines().toList();
    int command = lines.indexOf("$ ./pinwheel demo");
    Stream<String> screen = lines.stream().skip(command + 1L).takeWhile(line -> !isEnd(line));
    return Stream.concat(screen, lines.stream().filter(DemoProcessIT::isEnd).limit(1)).toList();
  }

  private static boolean isEnd(String line) {
    return line.startsWith("Every promise held");
  }
}
