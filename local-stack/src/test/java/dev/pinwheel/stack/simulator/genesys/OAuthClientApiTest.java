package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.TARGET;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthClientApiTest {

  private Platform platform;
  private String token;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    token = platform.token();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsTheStoredClientWithItsEntityTag() throws Exception {
    Answered answered = platform.get(token);
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.headers().get("ETag")).isEqualTo("\"1\"");
    assertThat(answered.headers().get("X-Request-Id")).startsWith("req_");
    assertThat(answered.headers().get("ININ-Correlation-Id")).isNotBlank();
    JsonNode client = answered.json();
    assertThat(client.get("id").asText()).isEqualTo(TARGET);
    assertThat(client.get("mtlsRequired").asBoolean()).isTrue();
    assertThat(client.get("certificateChain").asText()).isEqualTo(OLD.chainPem());
    assertThat(client.get("primaryPin").asText()).isEqualTo(pin(OLD));
    assertThat(client.get("maxPinCount").asInt()).isEqualTo(3);
  }

  @Test
  void aRotationChangesThePinsAndIsJournaled() throws Exception {
    Answered answered = platform.patch(token, rotation(), Map.of("Idempotency-Key", "k1"));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.headers().get("ETag")).isEqualTo("\"2\"");
    assertThat(texts(answered.json().get("pins"))).containsExactly(pin(NEW), pin(OLD));
    assertThat(platform.get(token).json()).isEqualTo(answered.json());
    assertThat(platform.simulator.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.targetId()).isEqualTo(TARGET);
              assertThat(change.idempotencyKey()).contains("k1");
              assertThat(change.oldPins()).containsExactly(pin(OLD));
              assertThat(change.newPins()).containsExactly(pin(NEW), pin(OLD));
              assertThat(change.version()).isEqualTo(2);
              assertThat(change.at()).isEqualTo(Platform.START);
              assertThat(change.changedBy()).isEqualTo("pinwheel");
            });
  }

  @Test
  void aPatchThatChangesNothingIsNoEffectiveChange() throws Exception {
    platform.patch(token, rotation());
    Answered again = platform.patch(token, rotation());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.headers().get("ETag")).isEqualTo("\"2\"");
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void aRepeatedKeyAndBodyAnswersAsBeforeEvenAfterLaterChanges() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    Answered first = platform.patch(token, rotation(), key);
    platform.patch(token, rotation().removeAll().put("name", "renamed"));
    Answered repeat = platform.patch(token, rotation(), key);
    assertThat(repeat.status()).isEqualTo(200);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(repeat.headers().get("Idempotency-Replayed")).isEqualTo("true");
    assertThat(platform.simulator.changes()).hasSize(2);
    assertThat(platform.get(token).json().get("name").asText()).isEqualTo("renamed");
  }

  @Test
  void aRepeatIsAnsweredAsBeforeThoughItsIfMatchIsStaleByNow() throws Exception {
    Map<String, String> headers = Map.of("Idempotency-Key", "k1", "If-Match", "\"1\"");
    platform.patch(token, rotation(), headers);
    assertThat(platform.patch(token, rotation(), headers).status()).isEqualTo(200);
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    platform.patch(token, rotation(), key);
    Answered other = platform.patch(token, rotation().put("serviceId", "another"), key);
    assertThat(other.status()).isEqualTo(409);
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void aRefusedWriteDoesNotUseUpItsKey() throws Exception {
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    assertThat(platform.patch(token, rotation().put("maxPinCount", 4), key).status())
        .isEqualTo(400);
    assertThat(platform.patch(token, rotation(), key).status()).isEqualTo(200);
  }

  @Test
  void aStaleIfMatchIsRefusedAndAFreshOneIsNot() throws Exception {
    assertThat(platform.patch(token, rotation(), Map.of("If-Match", "\"2\"")).status())
        .isEqualTo(412);
    assertThat(platform.simulator.changes()).isEmpty();
    assertThat(platform.patch(token, rotation(), Map.of("If-Match", "\"1\"")).status())
        .isEqualTo(200);
    assertThat(platform.patch(token, rotation(), Map.of("If-Match", "\"1\"")).status())
        .isEqualTo(412);
    assertThat(platform.patch(token, rotation(), Map.of("If-Match", "\"9\", \"2\"")).status())
        .isEqualTo(200);
    assertThat(platform.patch(token, rotation(), Map.of("If-Match", "*")).status()).isEqualTo(200);
  }

  @Test
  void anUnknownClientIs404() throws Exception {
    Answered answered =
        platform.call(
            platform
                .request("/api/v2/oauth/clients/nobody")
                .header("Authorization", "Bearer " + token)
                .build());
    assertThat(answered.status()).isEqualTo(404);
    assertThat(answered.json().get("code").asText()).isEqualTo("not.found");
    assertThat(answered.json().get("status").asInt()).isEqualTo(404);
    assertThat(answered.json().get("contextId").asText())
        .isEqualTo(answered.headers().get("ININ-Correlation-Id"));
  }

  @Test
  void anUnknownPathOfTheApiIs404InThePlatformsForm() throws Exception {
    Answered answered = platform.call(platform.request("/api/v2/users/me").build());
    assertThat(answered.status()).isEqualTo(404);
    assertThat(answered.json().get("code").asText()).isEqualTo("not.found");
  }

  @Test
  void everyCallIsJournaledWithItsStatusAndCaller() throws Exception {
    platform.get(token);
    platform.get("wrong");
    platform.patch(token, rotation(), Map.of("Idempotency-Key", "k1"));
    assertThat(platform.simulator.calls())
        .extracting(Call::method, Call::status, call -> call.clientId().orElse("-"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("POST", 200, "pinwheel"),
            org.assertj.core.groups.Tuple.tuple("GET", 200, "pinwheel"),
            org.assertj.core.groups.Tuple.tuple("GET", 401, "-"),
            org.assertj.core.groups.Tuple.tuple("PATCH", 200, "pinwheel"));
  }

  @Test
  void theComplianceCheckRefusesAnotherIssuerInItsOwnForm() throws Exception {
    platform.simulator.add(OAuthClient.named("strict", "Strict").withRequiredIssuer("SomeOtherCA"));
    Answered answered =
        platform.call(
            platform
                .patchRequest(token, rotation().toString(), Map.of())
                .newBuilder()
                .url(platform.simulator.url() + "/api/v2/oauth/clients/strict")
                .build());
    assertThat(answered.status()).isEqualTo(403);
    assertThat(answered.json().get("error").asText()).isEqualTo("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(answered.json().get("details").asText()).contains("SomeOtherCA");
    assertThat(answered.json().get("timestamp").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(answered.json().get("request_id").asText())
        .isEqualTo(answered.headers().get("X-Request-Id"));
    assertThat(platform.simulator.changes()).isEmpty();
  }

  @Test
  void theComplianceCheckAcceptsTheIssuerThatItAsksFor() throws Exception {
    platform.simulator.add(
        OAuthClient.named("strict", "Strict").withRequiredIssuer("GenesysCloudArchitectureCA"));
    Answered answered =
        platform.call(
            platform
                .patchRequest(token, rotation().toString(), Map.of())
                .newBuilder()
                .url(platform.simulator.url() + "/api/v2/oauth/clients/strict")
                .build());
    assertThat(answered.status()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
        .map(i -> list.get(i).asText())
        .toList();
  }
}
