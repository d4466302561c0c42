package dev.pinwheel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The HTTP intake, as the commands see it; its fields are the options that say where it is. */
final class RequestsClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:PINWHEEL_URL:-http://127.0.0.1:8080}",
      description = "The HTTP intake; or PINWHEEL_URL. Default: ${DEFAULT-VALUE}")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "REF",
      defaultValue = "env:PINWHEEL_TOKEN",
      description =
          "Bearer token by reference, env:NAME or file:PATH, never the token itself. Default:"
              + " ${DEFAULT-VALUE}")
  private String token;

  /** Status and body of an answer. */
  record Answer(int status, JsonNode body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  Answer post(String path, JsonNode body, Optional<String> idempotencyKey)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
    return send(request.build());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new WrongUsageException(
          "--url must be an http:// or https:// URL with a host, not " + url);
    }
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(ANSWER)
        .header("Accept", "application/json, application/problem+json")
        .header("Authorization", "Bearer " + TokenReference.resolve("--token", token));
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      try {
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
      } catch (JsonProcessingException e) {
        throw new IOException(
            "the answer of %s is not JSON (status %d): that is not Pinwheel's HTTP intake"
                .formatted(request.uri(), response.statusCode()),
            e);
      }
    }
  }
}
