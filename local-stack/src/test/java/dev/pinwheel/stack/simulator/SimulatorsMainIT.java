package dev.pinwheel.stack.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulators as a process of their own. */
class SimulatorsMainIT {

  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void printsItsUrlsServesUntilSigtermAndEnds() throws Exception {
    Process process =
        start(
            Map.of(
                "PINWHEEL_SIMULATOR_OAUTH_CLIENT_SECRET", "env:PLATFORM_SECRET",
                "PINWHEEL_SIMULATOR_WEBHOOK_SECRET", "env:WEBHOOK_SECRET",
                "PLATFORM_SECRET", "s3cret",
                "WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String platform = value(out, "platform ");
      String webhooks = value(out, "webhooks ");
      String admin = value(out, "PKI admin ");
      assertThat(status(platform + "/health")).isEqualTo(200);
      assertThat(status(platform + "/admin/clients/example-client-1")).isEqualTo(200);
      assertThat(status(URI.create(webhooks).resolve("/health").toString())).isEqualTo(200);
      assertThat(webhooks).endsWith("/webhooks/default");
      assertThat(status(admin + "/health")).isEqualTo(200);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void wrongSettingsAreWrongUsage() throws Exception {
    Process process = start(Map.of());
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.pinwheel.stack.SimulatorsMain",
                "--genesys.port=0",
                "--pki.port=0",
                "--pki.admin.port=0"));
    Map<String, String> all = new HashMap<>(environment);
    builder.environment().keySet().removeIf(name -> name.startsWith("PINWHEEL_"));
    builder.environment().putAll(all);
    File errors = folder.resolve("errors.txt").toFile();
    return builder.redirectError(errors).start();
  }

  /** Reads on until a line begins with the label. */
  private static String value(BufferedReader out, String label) throws Exception {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(label)) {
        return line.substring(label.length()).strip();
      }
    }
    throw new AssertionError("the process ended without a line " + label);
  }

  private static int status(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
