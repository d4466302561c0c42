package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StillService service = new StillService();

  @TempDir Path folder;

  @Test
  void helpPrintsEverySettingOnStandardOutput() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(text(out)).startsWith("Usage: still").contains("PINWHEEL_ADMIN_PORT", "instance.id");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void wrongArgumentsAreWrongUsage() {
    assertThat(run(Map.of(), "--verbose")).isEqualTo(2);
    assertThat(run(Map.of(), "a.properties", "b.properties")).isEqualTo(2);
    assertThat(text(err)).contains("Usage: still");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void everyWrongSettingIsReportedWithStatusTwo() throws Exception {
    Path file =
        Files.writeString(folder.resolve("still.properties"), "admin.port = x\nadmn.host = a\n");

    assertThat(run(Map.of("PINWHEEL_LOG_FORMAT", "xml", "PINWHEEL_INSTANCE", "1"), file.toString()))
        .isEqualTo(2);
    assertThat(text(err))
        .contains(
            "still cannot start with these settings:",
            "PINWHEEL_LOG_FORMAT: expected json or text",
            "admin.port (still.properties line 1): expected a whole number from 0 to 65535",
            "admn.host (still.properties line 2): unknown key; did you mean admin.host?",
            "instance (variable PINWHEEL_INSTANCE): unknown key; did you mean");
    assertThat(service.started).isFalse();
  }

  @Test
  void aSettingsFileThatIsNotThereIsReported() {
    assertThat(run(Map.of(), folder.resolve("none").toString())).isEqualTo(2);
    assertThat(text(err)).contains("none does not exist");
  }

  @Test
  void endsWithStatusOneWhenOnlyARestartHelps() {
    service.health = new Service.Health(false, false, "fenced");

    assertThat(run(Map.of())).isEqualTo(1);
    assertThat(service.started).isTrue();
    assertThat(service.closed).hasValue(1);
  }

  @Test
  void endsWithStatusOneWhenItCannotStart() {
    assertThat(run(Map.of("PINWHEEL_ADMIN_HOST", "192.0.2.1"))).isEqualTo(1);
    assertThat(text(err)).contains("admin.host 192.0.2.1");
  }

  private int run(Map<String, String> environment, String... arguments) {
    return new ServiceProcess(
            StillService.definition(service), environment, stream(out), stream(err))
        .run(Clock.systemUTC(), new Random(1), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
