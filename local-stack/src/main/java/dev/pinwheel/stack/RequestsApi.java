package dev.pinwheel.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of the HTTP intake, for the demo and load. */
public final class RequestsApi implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String token;

  public RequestsApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Status and body of an answer. */
  public record Answer(int status, JsonNode body) {}

  /** Asks for one rotation (an object) or many (an array). */
  public Answer submit(JsonNode body) throws IOException, InterruptedException {
    return send(
        request("/v1/rotations")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  /** The timeline of a rotation. */
  public Answer rotation(String rotationId) throws IOException, InterruptedException {
    return send(request("/v1/rotations/" + rotationId).build());
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }
}
