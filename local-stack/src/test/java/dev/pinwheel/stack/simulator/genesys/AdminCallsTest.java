package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import dev.pinwheel.stack.simulator.http.Replies;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminCallsTest {

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void createsManyClientsAtOnceAndShowsThem() throws Exception {
    ArrayNode clients = Replies.JSON.createArrayNode();
    clients.addObject().put("id", "bare").put("mtlsRequired", false);
    clients
        .addObject()
        .put("id", "pinned")
        .put("name", "Pinned")
        .put("certificateChain", OLD.chainPem());
    assertThat(platform.admin("POST", "/admin/clients", clients.toString()).status())
        .isEqualTo(201);
    Answered pinned = platform.admin("GET", "/admin/clients/pinned", "");
    assertThat(pinned.json().get("primaryPin").asText()).isEqualTo(pin(OLD));
    assertThat(pinned.json().get("version").asLong()).isEqualTo(1);
    assertThat(
            platform
                .admin("GET", "/admin/clients/bare", "")
                .json()
                .get("mtlsRequired")
                .asBoolean(true))
        .isFalse();
    assertThat(platform.admin("GET", "/admin/clients/nobody", "").status()).isEqualTo(404);
  }

  @Test
  void createsAllOfAListOrNone() throws Exception {
    assertThat(
            platform
                .admin(
                    "POST",
                    "/admin/clients",
                    "[{\"id\": \"one\"}, {\"id\": \"%s\"}]".formatted(Platform.TARGET))
                .status())
        .isEqualTo(409);
    assertThat(
            platform
                .admin(
                    "POST", "/admin/clients", "[{\"id\": \"one\"}, {\"id\": \"not a host name\"}]")
                .status())
        .isEqualTo(400);
    assertThat(platform.admin("POST", "/admin/clients", "[{\"id\": \"one\"}, 7]").status())
        .isEqualTo(400);
    assertThat(platform.simulator.client("one")).isEmpty();
  }

  @Test
  void idsThatDifferOnlyInCaseWouldShareAHostNameAndAreRefused() throws Exception {
    assertThat(
            platform
                .admin("POST", "/admin/clients", "[{\"id\": \"one\"}, {\"id\": \"ONE\"}]")
                .status())
        .isEqualTo(409);
  }

  @Test
  void showsChangesAndCalls() throws Exception {
    platform.patch(platform.token(), rotation(), Map.of("Idempotency-Key", "k1"));
    Answered changes = platform.admin("GET", "/admin/changes", "");
    assertThat(changes.json().get("total").asLong()).isEqualTo(1);
    assertThat(changes.json().at("/entries/0/idempotencyKey").asText()).isEqualTo("k1");
    assertThat(changes.json().at("/entries/0/oldPins/0").asText()).isEqualTo(pin(OLD));
    assertThat(changes.json().at("/entries/0/version").asLong()).isEqualTo(2);
    Answered calls = platform.admin("GET", "/admin/calls?targetId=" + Platform.TARGET, "");
    assertThat(calls.json().get("total").asLong()).isEqualTo(2);
    assertThat(calls.json().get("entries")).hasSize(1);
    assertThat(calls.json().at("/entries/0/method").asText()).isEqualTo("PATCH");
    assertThat(calls.body()).doesNotContain("s3cret").doesNotContain("Bearer");
  }

  @Test
  void listsFaultsWithTheirHitsAndClearsThem() throws Exception {
    platform.fault(
        """
        {"match": {"method": "GET", "pathPrefix": "/api/", "targetId": "%s"},
         "fault": {"type": "STATUS", "status": 500, "retryAfter": "1", "delayMs": 1,
                   "body": "{}", "afterEffect": true}, "times": 2}\
        """
            .formatted(Platform.TARGET));
    platform.get("no token is needed to suffer a fault");
    Answered listed = platform.admin("GET", "/admin/faults", "");
    assertThat(listed.json().at("/0/hits").asLong()).isEqualTo(1);
    assertThat(listed.json().at("/0/times").asLong()).isEqualTo(2);
    assertThat(listed.json().at("/0/fault/retryAfter").asText()).isEqualTo("1");
    assertThat(platform.admin("DELETE", "/admin/faults", "").status()).isEqualTo(204);
    assertThat(platform.admin("GET", "/admin/faults", "").json()).isEmpty();
    assertThat(platform.get(platform.token()).status()).isEqualTo(200);
  }

  @Test
  void refusesFaultsThatItDoesNotUnderstandAndSwitchesNoneOn() throws Exception {
    for (String wrong :
        new String[] {
          "{\"fault\": {\"type\": \"EARTHQUAKE\"}}",
          "{\"fault\": {\"type\": \"HANG\"}, \"often\": 3}",
          "{\"fault\": {\"type\": \"HANG\", \"delay\": 3}}",
          "{\"fault\": {\"type\": \"HANG\"}, \"times\": 0}",
          "{\"fault\": {\"type\": \"STATUS\", \"status\": 99}}",
          "{\"fault\": {\"type\": \"DELAY\", \"delayMs\": -1}}",
          "{\"match\": {\"method\": [\"GET\"]}, \"fault\": {\"type\": \"HANG\"}}",
          "[{\"fault\": {\"type\": \"HANG\"}}, {\"fault\": {}}]",
          "no JSON"
        }) {
      assertThat(platform.admin("POST", "/admin/faults", wrong).status()).isEqualTo(400);
    }
    assertThat(platform.simulator.faults().list()).isEmpty();
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(platform.admin("GET", "/health", "").status()).isEqualTo(200);
  }
}
