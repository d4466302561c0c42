package dev.pinwheel.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.Credentials;
import dev.pinwheel.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A rotation as a script does it: token, GET, PATCH, webhook, one after another. Nothing is
 * validated, read back, repeated, audited or survives a crash. Connections are kept alive.
 */
final class PlainProgram implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECRET_PREFIX = "whsec_";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI platform;
  private final URI webhook;
  private final Credentials credentials;
  private final Clock clock;

  PlainProgram(LocalStack stack, Clock clock) {
    this.platform = stack.simulators().platform().url();
    this.webhook = stack.simulators().pkiManager().webhook("default");
    this.credentials = stack.credentials();
    this.clock = clock;
  }

  /** Does one rotation and returns when its webhook was answered. */
  Instant rotate(Rotation rotation) throws IOException, InterruptedException {
    String token = token();
    JsonNode client = send(api(rotation, token).GET());
    ObjectNode change =
        JSON.createObjectNode()
            .put("serviceId", "benchmark")
            .put("primaryPin", rotation.pin())
            .put("fallbackPin", client.path("primaryPin").asText())
            .put("certificateChain", rotation.chain())
            .put("mtlsRequired", true);
    send(api(rotation, token).method("PATCH", BodyPublishers.ofByteArray(bytes(change))));
    tell(rotation);
    return clock.instant();
  }

  @Override
  public void close() {
    http.close();
  }

  private String token() throws IOException, InterruptedException {
    String basic = Credentials.PLATFORM_CLIENT + ":" + credentials.platformSecret();
    return send(request(platform.resolve("/oauth/token"))
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .POST(BodyPublishers.ofString("grant_type=client_credentials")))
        .path("access_token")
        .asText();
  }

  private void tell(Rotation rotation) throws IOException, InterruptedException {
    byte[] body =
        bytes(
            JSON.createObjectNode()
                .put("type", "rotation.applied")
                .put("rotationId", rotation.rotationId().toString())
                .put("target", rotation.clientId())
                .put("primaryPin", rotation.pin()));
    String id = "msg_" + rotation.rotationId();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    send(
        request(webhook)
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", "v1," + signature(id + "." + timestamp + ".", body))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private String signature(String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key =
          Base64.getDecoder().decode(credentials.webhookSecret().substring(SECRET_PREFIX.length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has HMAC-SHA256", e);
    }
  }

  private HttpRequest.Builder api(Rotation rotation, String token) {
    return request(platform.resolve("/api/v2/oauth/clients/" + rotation.clientId()))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "%s %s was answered %d: %s"
              .formatted(
                  request.method(),
                  request.uri().getPath(),
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return JSON.readTree(response.body());
  }

  private static byte[] bytes(JsonNode body) throws IOException {
    return JSON.writeValueAsBytes(body);
  }
}
