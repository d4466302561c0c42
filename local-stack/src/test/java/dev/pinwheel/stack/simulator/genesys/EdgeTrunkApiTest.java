package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.CA;
import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.EdgeTrunk.Behaviour;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeTrunkApiTest {

  private static final String EDGE = "/api/v2/telephony/providers/edges/edge-1";
  private static final String TRUNK = EDGE + "/trunks/trunk-1";

  private Platform platform;
  private String token;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    Edge edge = new Edge("edge-1", "eu-west-2", "london");
    platform.simulator.add(edge);
    platform.simulator.add(EdgeTrunk.serving("trunk-1", edge, Platform.chain(OLD)));
    token = platform.token();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsWhereItIsAndHowItIsRegistered() throws Exception {
    assertThat(get(EDGE).json().path("edgeGroupId").asText()).isEqualTo("london");
    JsonNode trunk = get(TRUNK).json();
    assertThat(trunk.path("region").asText()).isEqualTo("eu-west-2");
    assertThat(trunk.path("certificateBundle").asText()).isEqualTo(OLD.chainPem());
    assertThat(trunk.at("/registration/status").asText()).isEqualTo("REGISTERED");
    assertThat(get(EDGE + "9").status()).isEqualTo(404);
  }

  @Test
  void registersWithANewBundleOnlyWhenItIsAskedTo() throws Exception {
    assertThat(put(NEW.chainPem()).status()).isEqualTo(200);
    platform.clock.advance(Duration.ofHours(1));
    assertThat(registration()).isEqualTo("UNREGISTERED");

    assertThat(register().status()).isEqualTo(202);

    assertThat(registration()).isEqualTo("REGISTERING");
    platform.clock.advance(Duration.ofMillis(100));
    assertThat(registration()).isEqualTo("REGISTERED");
    assertThat(get(TRUNK).json().at("/registration/certificateHash").asText()).isEqualTo(pin(NEW));
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void takesALeafAloneAndRefusesItsRegistrationWithoutSayingWhy() throws Exception {
    put(NEW.pem());

    Answered refused = register();

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("message").asText()).isEqualTo("Invalid credentials");
    JsonNode entry = get(TRUNK + "/auditTrail").json().at("/entries/0");
    assertThat(entry.path("event").asText()).isEqualTo("certificateValidationFailed");
    assertThat(entry.path("reason").asText()).contains("incomplete chain");
    assertThat(entry.path("certificateHash").asText()).isEqualTo(pin(NEW));
  }

  @Test
  void wantsThePrivateRootInTheBundle() throws Exception {
    behave(Behaviour.PRIVATE_AUTHORITY);
    put(NEW.chainPem());
    assertThat(register().status()).isEqualTo(403);
    assertThat(lastReason()).contains("unknown root");

    put(NEW.fullChainPem());
    assertThat(register().status()).isEqualTo(202);
  }

  @Test
  void refusesAnExpiredCertificateInTheBundle() throws Exception {
    put(
        CA.client("expired")
            .validity(
                Platform.START.minus(Duration.ofDays(9)), Platform.START.minus(Duration.ofDays(1)))
            .build()
            .chainPem());

    assertThat(register().status()).isEqualTo(403);
    assertThat(lastReason()).contains("expired");
  }

  @Test
  void refusesAPendingTrunkAndAnotherGroupWithNothingInTheAuditTrail() throws Exception {
    platform.simulator.changeEdgeTrunk("trunk-1", trunk -> trunk.withStatus("Pending"));
    assertThat(register().status()).isEqualTo(403);
    platform.simulator.changeEdgeTrunk(
        "trunk-1", trunk -> trunk.withStatus("Active").withPlace("eu-west-2", "frankfurt"));
    assertThat(register().status()).isEqualTo(403);

    assertThat(get(TRUNK + "/auditTrail").json().path("entries")).isEmpty();
  }

  @Test
  void canRefuseEverythingOrNeverFinish() throws Exception {
    behave(Behaviour.refusing("commonName mismatch"));
    put(NEW.chainPem());
    assertThat(register().status()).isEqualTo(403);
    assertThat(lastReason()).isEqualTo("commonName mismatch");

    behave(Behaviour.NEVER_REGISTERS);
    assertThat(register().status()).isEqualTo(202);
    platform.clock.advance(Duration.ofDays(1));
    assertThat(registration()).isEqualTo("REGISTERING");
  }

  @Test
  void refusesADocumentThatIsNotATrunk() throws Exception {
    assertThat(write("{\"id\": \"trunk-1\"}").status()).isEqualTo(400);
    assertThat(put("no pem").status()).isEqualTo(400);
  }

  private void behave(Behaviour behaviour) {
    platform.simulator.changeEdgeTrunk("trunk-1", trunk -> trunk.withBehaviour(behaviour));
  }

  private String lastReason() throws IOException {
    JsonNode entries = get(TRUNK + "/auditTrail").json().path("entries");
    return entries.get(entries.size() - 1).path("reason").asText();
  }

  private String registration() throws IOException {
    return get(TRUNK).json().at("/registration/status").asText();
  }

  private Answered register() throws IOException {
    return platform.call(platform.writeRequest("POST", TRUNK + "/register", token, "{}", Map.of()));
  }

  private Answered put(String bundle) throws IOException {
    ObjectNode trunk = (ObjectNode) get(TRUNK).json();
    return write(trunk.put("certificateBundle", bundle).toString());
  }

  private Answered write(String body) throws IOException {
    return platform.call(platform.writeRequest("PUT", TRUNK, token, body, Map.of()));
  }

  private Answered get(String path) throws IOException {
    return platform.call(platform.request(path).header("Authorization", "Bearer " + token).build());
  }
}
