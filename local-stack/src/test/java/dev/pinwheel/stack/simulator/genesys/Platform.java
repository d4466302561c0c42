package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.time.MovableClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A simulated organisation with one target and an HTTP client, for tests. */
final class Platform implements AutoCloseable {

  static final String TARGET = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
  static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  static final TestCa CA = TestCa.create(START, new SecureRandom());
  static final HeldCertificate OLD = CA.client("old").build();
  static final HeldCertificate NEW = CA.client("new").build();
  private static final MediaType JSON = MediaType.get("application/json");

  final MovableClock clock = new MovableClock(START);
  final GenesysCloudSimulator simulator;
  final OkHttpClient http =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .readTimeout(Duration.ofSeconds(60))
          .build();

  Platform() throws Exception {
    this(settings -> settings);
  }

  Platform(UnaryOperator<OrganisationSettings> change) throws Exception {
    simulator =
        GenesysCloudSimulator.start(
            change.apply(
                OrganisationSettings.loopback(
                    clock,
                    new Random(1),
                    OrganisationClient.administrator("pinwheel", new Secret("s3cret")),
                    new OrganisationClient(
                        "reader",
                        new Secret("r3ader"),
                        java.util.Set.of(OrganisationClient.READ),
                        java.util.Set.of("Reader")),
                    new OrganisationClient(
                        "bare",
                        new Secret("b4re"),
                        java.util.Set.of(OrganisationClient.READ),
                        java.util.Set.of()))));
    simulator.add(OAuthClient.named(TARGET, "ArchitectureIntegrationClient").withChain(chain(OLD)));
  }

  static CertificateChain chain(HeldCertificate held) throws Exception {
    return CertificateChain.read(held.chainPem());
  }

  static String pin(HeldCertificate held) {
    return CertificateChain.pin(held.certificate());
  }

  /** What a rotation from OLD to NEW sends. */
  static ObjectNode rotation() {
    return Replies.JSON
        .createObjectNode()
        .put("serviceId", "arch-integration-svc-01")
        .put("primaryPin", pin(NEW))
        .put("fallbackPin", pin(OLD))
        .put("maxPinCount", 3)
        .put("certificateChain", NEW.chainPem())
        .put("mtlsRequired", true);
  }

  /** An answer, read to its end. */
  record Answered(int status, Headers headers, String body) {
    JsonNode json() {
      try {
        return Replies.JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }
  }

  Answered call(Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return new Answered(response.code(), response.headers(), response.body().string());
    }
  }

  Request.Builder request(String path) {
    return new Request.Builder().url(simulator.url() + path);
  }

  String token() throws IOException {
    return token("pinwheel", "s3cret");
  }

  String token(String id, String secret) throws IOException {
    Answered answered = call(tokenRequest(id, secret, "client_credentials"));
    return answered.json().get("access_token").asText();
  }

  Request tokenRequest(String id, String secret, String grant) {
    return request("/oauth/token")
        .header("Authorization", Credentials.basic(id, secret))
        .post(new FormBody.Builder().add("grant_type", grant).build())
        .build();
  }

  Request getRequest(String token) {
    return request("/api/v2/oauth/clients/" + TARGET)
        .header("Authorization", "Bearer " + token)
        .build();
  }

  Answered get(String token) throws IOException {
    return call(getRequest(token));
  }

  Request patchRequest(String token, String body, Map<String, String> headers) {
    return writeRequest("PATCH", "/api/v2/oauth/clients/" + TARGET, token, body, headers);
  }

  Request writeRequest(
      String method, String path, String token, String body, Map<String, String> headers) {
    Request.Builder request =
        request(path)
            .header("Authorization", "Bearer " + token)
            .method(method, RequestBody.create(body, JSON));
    headers.forEach(request::header);
    return request.build();
  }

  Answered patch(String token, JsonNode body) throws IOException {
    return patch(token, body, Map.of());
  }

  Answered patch(String token, JsonNode body, Map<String, String> headers) throws IOException {
    return call(patchRequest(token, body.toString(), headers));
  }

  Answered admin(String method, String path, String body) throws IOException {
    return call(
        request(path)
            .method(method, body.isEmpty() ? null : RequestBody.create(body, JSON))
            .build());
  }

  /** Switches a fault on for the next {@code times} calls that match. */
  void fault(String json) throws IOException {
    Answered answered = admin("POST", "/admin/faults", json);
    if (answered.status() != 201) {
      throw new AssertionError(answered.body());
    }
  }

  @Override
  public void close() {
    simulator.close();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().close();
  }
}
