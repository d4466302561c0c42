package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import dev.pinwheel.stack.simulator.http.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ByocTrunkApiTest {

  private static final String PATH = "/api/v2/trunks/byoc/OH-FB-04/credentials";

  private Platform platform;
  private String token;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    platform.simulator.add(
        ByocTrunk.serving("OH-FB-04", "us-east-1", Platform.chain(OLD)).withPeers("OH-FB-05"));
    token = platform.token();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsChainFailoverAndHealthAndNoSipPassword() throws Exception {
    JsonNode trunk = get();

    assertThat(trunk.path("trunkId").asText()).isEqualTo("OH-FB-04");
    assertThat(trunk.path("certificateChain").asText()).isEqualTo(OLD.chainPem());
    assertThat(trunk.path("certificateHash").asText()).isEqualTo(pin(OLD));
    assertThat(trunk.at("/failover/peers/0").asText()).isEqualTo("OH-FB-05");
    assertThat(trunk.at("/health/status").asText()).isEqualTo("HEALTHY");
    assertThat(trunk.path("sipCredentialsRef").asText()).isEqualTo("vault/sip/OH-FB-04");
  }

  @Test
  void registersAnewAfterAChangeAndIsHealthyAgainInTime() throws Exception {
    assertThat(patch(chain(NEW.chainPem())).status()).isEqualTo(200);

    assertThat(get().at("/health/status").asText()).isEqualTo("CHECKING");
    platform.clock.advance(Duration.ofMillis(99));
    assertThat(get().at("/health/status").asText()).isEqualTo("CHECKING");
    platform.clock.advance(Duration.ofMillis(1));
    assertThat(get().at("/health/status").asText()).isEqualTo("HEALTHY");
    assertThat(platform.simulator.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(TargetKind.BYOC_TRUNK);
              assertThat(change.newPins()).containsExactly(pin(NEW));
            });
  }

  @Test
  void refusesALeafAloneAndAnotherIssuerInItsOwnForm() throws Exception {
    Answered incomplete = patch(chain(NEW.pem()));
    assertThat(incomplete.status()).isEqualTo(403);
    assertThat(incomplete.json().path("details").asText()).contains("CERT_CHAIN_INCOMPLETE");

    platform.simulator.changeByocTrunk("OH-FB-04", trunk -> trunk.withRequiredIssuer("Carrier CA"));
    JsonNode mismatch = patch(chain(NEW.chainPem())).json();
    assertThat(mismatch.path("error").asText()).isEqualTo("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(mismatch.path("details").asText())
        .contains("trunk OH-FB-04", "intermediate issuer differs from policy template v2.1");
    assertThat(mismatch.path("timestamp").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(mismatch.path("request_id").asText()).startsWith("req_");
    assertThat(platform.simulator.changes()).isEmpty();
  }

  @Test
  void refusesForeignFieldsAndForeignCredentials() throws Exception {
    assertThat(patch(chain(NEW.chainPem()).put("sipPassword", "x")).status()).isEqualTo(400);
    assertThat(patch(chain(NEW.chainPem()).put("sipCredentialsRef", "other")).status())
        .isEqualTo(400);
    assertThat(patch(Replies.JSON.createObjectNode()).status()).isEqualTo(400);
  }

  @Test
  void needsScopesThatAreItsOwn() throws Exception {
    String reader = platform.token("reader", "r3ader");

    Answered answered =
        platform.call(platform.request(PATH).header("Authorization", "Bearer " + reader).build());

    assertThat(answered.status()).isEqualTo(403);
    assertThat(answered.json().path("message").asText()).contains("sip_trunk:read");
  }

  @Test
  void isSwitchedByAdminCalls() throws Exception {
    Answered created =
        platform.admin(
            "POST",
            "/admin/trunks/byoc",
            Replies.JSON
                .createObjectNode()
                .put("id", "T-2")
                .put("region", "us-east-1")
                .put("certificateChain", OLD.chainPem())
                .toString());
    assertThat(created.status()).isEqualTo(201);

    JsonNode changed =
        platform
            .admin(
                "POST",
                "/admin/trunks/byoc/T-2",
                """
                {"failover": {"active": true, "boundCertificateHash": "abc"}, "peers": ["T-1"],
                 "health": {"failing": "NO_REGISTRATION"}}\
                """)
            .json();

    assertThat(changed.at("/failover/boundCertificateHash").asText()).isEqualTo("abc");
    assertThat(changed.at("/health/status").asText()).isEqualTo("UNHEALTHY");
    assertThat(platform.admin("POST", "/admin/trunks/byoc/T-9", "{}").status()).isEqualTo(404);
    assertThat(platform.admin("POST", "/admin/trunks/byoc", "{\"id\": \"x\"}").status())
        .isEqualTo(400);
  }

  private JsonNode get() throws IOException {
    return platform
        .call(platform.request(PATH).header("Authorization", "Bearer " + token).build())
        .json();
  }

  private Answered patch(JsonNode body) throws IOException {
    return platform.call(platform.writeRequest("PATCH", PATH, token, body.toString(), Map.of()));
  }

  private static ObjectNode chain(String pem) {
    return Replies.JSON.createObjectNode().put("certificateChain", pem);
  }
}
