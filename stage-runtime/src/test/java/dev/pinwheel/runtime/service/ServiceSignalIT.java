package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process and a real SIGTERM. */
class ServiceSignalIT {

  @TempDir Path folder;

  @Test
  void sigtermEndsTheProcessCleanlyWithStatusZero() throws Exception {
    Path err = folder.resolve("err");
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StillMain.class.getName())
            .redirectError(err.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(err).contains("still started"));

      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(out)).isEqualTo("closed\n");
      assertThat(logged(err)).extracting(line -> line.path("service").asText()).contains("still");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Away from a terminal every line of standard error is a JSON object. */
  private static List<JsonNode> logged(Path err) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(err)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  /** The process. */
  static final class StillMain {

    private StillMain() {}

    public static void main(String[] arguments) {
      StillService service =
          new StillService() {
            @Override
            public void close() {
              System.out.println("closed");
            }
          };
      System.exit(ServiceLauncher.run(StillService.definition(service), arguments));
    }
  }
}
