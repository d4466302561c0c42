package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLauncherTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final StillService service = new StillService();

  @Test
  void servesHealthAndMetricsOnLoopback() throws Exception {
    try (RunningService running = start(Map.of())) {
      assertThat(service.started).isTrue();
      assertThat(running.name()).isEqualTo("still");
      assertThat(running.admin().getHost()).isEqualTo("127.0.0.1");

      HttpResponse<String> live = get(running, "/health/live");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(live.body())
          .isEqualTo("{\"service\":\"still\",\"status\":\"UP\",\"detail\":\"still\"}\n");
      assertThat(get(running, "/metrics").body())
          .contains("jvm_memory_used_bytes")
          .contains("stage=\"still\"");
    }
  }

  @Test
  void liveAndReadyAnswerDifferentQuestions() throws Exception {
    try (RunningService running = start(Map.of())) {
      service.health = new Service.Health(true, false, "no partitions");
      assertThat(get(running, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(running, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(get(running, "/health/ready").body()).contains("\"DOWN\"", "no partitions");

      service.health = new Service.Health(false, true, "fenced");
      assertThat(get(running, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(running, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aPageOfTheServiceIsGivenTheQuery() throws Exception {
    try (RunningService running = start(Map.of())) {
      assertThat(get(running, StillService.PAGE).body()).isEqualTo("{\"asked\": \"\"}");
      assertThat(get(running, StillService.PAGE + "?a=%20").body())
          .isEqualTo("{\"asked\": \"a=%20\"}");

      HttpResponse<String> refused = get(running, StillService.PAGE + "?wrong");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).isEqualTo("ask for something else\n");
    }
  }

  @Test
  void knowsNoOtherPathAndNoOtherMethod() throws Exception {
    try (RunningService running = start(Map.of())) {
      assertThat(get(running, "/health/live/x").statusCode()).isEqualTo(404);
      assertThat(
              http.send(
                      HttpRequest.newBuilder(running.admin().resolve("/metrics")).DELETE().build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void failsWithAClearMessageWhereTheAdminPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThatExceptionOfType(ServiceFailedException.class)
          .isThrownBy(() -> start(Map.of("admin.port", port)))
          .withMessageContaining("admin.port " + port);
      assertThat(service.started).isFalse();
    }
  }

  @Test
  void closesTheServiceOnceHoweverOftenItIsAsked() throws Exception {
    RunningService running = start(Map.of());
    running.close();
    running.close();

    assertThat(service.closed).hasValue(1);
  }

  @Test
  void closesWhatItBeganWhenTheServiceCannotStart() {
    Service failing =
        new Service() {
          @Override
          public void start() throws IOException {
            throw new IOException("no broker");
          }

          @Override
          public Health health() {
            return service.health();
          }

          @Override
          public void close() {
            service.close();
          }
        };

    assertThatExceptionOfType(ServiceFailedException.class)
        .isThrownBy(() -> ServiceLauncher.start(StillService.definition(failing), Map.of()))
        .withMessage("still cannot start: no broker");
    assertThat(service.closed).hasValue(1);
  }

  @Test
  void settingsThatContradictEachOtherAreWrongSettings() {
    ServiceDefinition contradicting =
        new ServiceDefinition(
            "still",
            List.of(),
            (settings, environment) -> {
              throw new IllegalArgumentException("a without b");
            });

    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> ServiceLauncher.start(contradicting, Map.of()))
        .withMessage("a without b");
  }

  private RunningService start(Map<String, String> settings) throws InvalidSettingsException {
    return ServiceLauncher.start(StillService.definition(service), settings);
  }

  private HttpResponse<String> get(RunningService running, String path) throws Exception {
    URI uri = running.admin().resolve(path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
