package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path folder;

  @Test
  void theLogIsInTheFileAndTheScreenShowsNoneOfIt() throws Exception {
    Path log = folder.resolve("target").resolve("pinwheel.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "of the run before");
    Path screen = folder.resolve("screen.txt");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                LoggingProgram.class.getName(),
                log.toString())
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    assertThat(Files.readAllLines(screen)).containsExactly("the screen");
    assertThat(Files.readAllLines(log))
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).contains("by the early logger"),
            line -> assertThat(line).contains("by the late logger"));
  }
}
