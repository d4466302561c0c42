package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/**
 * What executors say of rotations that wait. It comes from their admin ports and not from a topic:
 * a wait is not a fact that must outlive the process that waits.
 */
final class WaitingList {

  private static final Duration ANSWER = Duration.ofSeconds(5);

  @Option(
      names = "--executor",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:PINWHEEL_EXECUTOR_URLS:-}",
      description =
          "Admin ports of the executors, comma-separated, which are asked why a rotation waits and"
              + " until when; or PINWHEEL_EXECUTOR_URLS.")
  private List<String> executors = List.of();

  /** What an executor says of a rotation; empty where none of those named has it waiting. */
  Optional<JsonNode> of(UUID rotationId) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      for (String executor : executors) {
        for (JsonNode waiting : list(http, executor)) {
          if (waiting.path("rotationId").asText().equals(rotationId.toString())) {
            return Optional.of(waiting);
          }
        }
      }
    }
    return Optional.empty();
  }

  static String text(JsonNode waiting) {
    return "  waits until %s: %s %s (attempt %s, since %s)%n"
        .formatted(
            waiting.path("until").asText(),
            waiting.path("code").asText(),
            waiting.path("reason").asText(),
            waiting.path("attempt").asText(),
            waiting.path("since").asText());
  }

  private static JsonNode list(HttpClient http, String executor)
      throws IOException, InterruptedException {
    if (executor.isBlank()) {
      return Json.MAPPER.createArrayNode();
    }
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(executor).resolve("/rotations/waiting"))
              .timeout(ANSWER)
              .build();
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("--executor must be an http:// URL, not " + executor, e);
    }
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s was answered %d: is that an executor's admin port?"
              .formatted(request.uri(), answer.statusCode()));
    }
    return Json.MAPPER.readTree(answer.body()).path("waiting");
  }
}
