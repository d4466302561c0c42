package dev.pinwheel.stack.simulator.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.tls.MutualTlsServer;
import dev.pinwheel.testing.tls.MutualTlsServer.Manners;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataEndpointApiTest {

  private static final String ENDPOINTS = "/api/v2/data/management/endpoints";

  /** The endpoint's server checks certificates by the real clock. */
  private final TestCa today = TestCa.create(Instant.now(), new SecureRandom());

  private final HeldCertificate client = today.client("crm").build();
  private Platform platform;
  private MutualTlsServer server;
  private String token;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    server =
        MutualTlsServer.start(
            today.server("localhost").build(), Manners.trusting(today.root().certificate()));
    platform.simulator.add(Credential.certificate("cert", Platform.chain(client)));
    platform.simulator.add(Credential.privateKey("key", client.privateKey()));
    platform.simulator.add(Credential.encryptedKey("locked"));
    token = platform.token();
  }

  @AfterEach
  void stop() {
    server.close();
    platform.close();
  }

  @Test
  void isCreatedReadAndWrittenByReference() throws Exception {
    String id = create(endpoint("cert", "key"));

    JsonNode shown = get(ENDPOINTS + "/" + id).json();
    assertThat(shown.path("securityType").asText()).isEqualTo("mutual_tls");
    assertThat(shown.at("/mutualTls/clientCertificateId").asText()).isEqualTo("cert");
    assertThat(shown.at("/mutualTls/certificateChain").asText()).isEqualTo(client.chainPem());
    assertThat(shown.toString()).doesNotContain("PRIVATE KEY");
    ObjectNode slower = ((ObjectNode) shown).put("timeout", 9000);
    assertThat(write("PUT", ENDPOINTS + "/" + id, slower).status()).isEqualTo(200);
    assertThat(get(ENDPOINTS + "/" + id).json().path("timeout").asInt()).isEqualTo(9000);
  }

  @Test
  void isCreatedUnderTheIdThatTheBodyNamesAndOnlyOnce() throws Exception {
    ObjectNode named = endpoint("cert", "key").put("id", "crm");

    Answered first = create(named, "key-1");
    Answered repeated = create(named, "key-1");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().path("id").asText()).isEqualTo("crm");
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(repeated.headers().get("Idempotency-Replayed")).isEqualTo("true");
    assertThat(create(named, "key-2").status()).as("there is one").isEqualTo(409);
    assertThat(create(named.put("name", "Other"), "key-1").status()).isEqualTo(409);
    assertThat(create(named.put("id", ".."), "key-3").status()).isEqualTo(400);
    assertThat(platform.simulator.changes()).hasSize(1);
    assertThat(get(ENDPOINTS + "/crm").headers().get("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void isNotThereWhereItsCreationWasRefused() throws Exception {
    assertThat(create(endpoint("nowhere", "key").put("id", "crm"), "key-1").status())
        .isEqualTo(400);

    assertThat(get(ENDPOINTS + "/crm").status()).isEqualTo(404);
    assertThat(create(endpoint("cert", "key").put("id", "crm"), "key-1").status()).isEqualTo(201);
  }

  @Test
  void getsAnIdOfThePlatformsWhereThatIsToldToChoose() throws Exception {
    platform.simulator.chooseEndpointIds(true);
    ObjectNode named = endpoint("cert", "key").put("id", "crm");

    Answered first = create(named, "key-1");

    assertThat(first.json().path("id").asText()).isNotEqualTo("crm");
    assertThat(create(named, "key-1").json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(get(ENDPOINTS + "/crm").status()).isEqualTo(404);
  }

  @Test
  void takesSettingsThatFailLater() throws Exception {
    ObjectNode hasty = endpoint("cert", "key").put("verifySsl", false).put("timeout", 10);

    assertThat(write("POST", ENDPOINTS, hasty).status()).isEqualTo(201);
  }

  @Test
  void refusesAKeyOfAnotherCertificateAndUnknownReferences() throws Exception {
    HeldCertificate other = today.client("other").build();
    platform.simulator.add(Credential.privateKey("other-key", other.privateKey()));

    Answered mismatch = write("POST", ENDPOINTS, endpoint("cert", "other-key"));

    assertThat(mismatch.status()).isEqualTo(400);
    assertThat(mismatch.json().path("message").asText()).contains("modulus");
    assertThat(write("POST", ENDPOINTS, endpoint("nowhere", "key")).status()).isEqualTo(400);
    assertThat(write("POST", ENDPOINTS, endpoint("cert", "cert")).status()).isEqualTo(400);
  }

  @Test
  void aKeyUnderAPassphraseFailsOnlyWhenItIsUsed() throws Exception {
    String id = create(endpoint("cert", "locked"));

    Answered invoked = platform.admin("POST", "/admin/endpoints/" + id + "/invoke", "{}");

    assertThat(invoked.status()).isEqualTo(500);
    assertThat(invoked.body()).contains("CredentialLoadException");
  }

  @Test
  void anInvocationShowsTheCertificateToTheServer() throws Exception {
    String id = create(endpoint("cert", "key"));

    assertThat(platform.admin("POST", "/admin/endpoints/" + id + "/invoke", "{}").status())
        .isEqualTo(200);
    assertThat(server.accepted()).containsExactly(client.certificate());
  }

  @Test
  void aServerThatLacksTheIntermediateOrMissesTheUsageRefuses() throws Exception {
    HeldCertificate serverOnly =
        today.client("server-only").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build();
    platform.simulator.add(Credential.certificate("leaf", CertificateChain.read(client.pem())));
    platform.simulator.add(Credential.certificate("usage", Platform.chain(serverOnly)));
    platform.simulator.add(Credential.privateKey("usage-key", serverOnly.privateKey()));

    for (String id :
        new String[] {create(endpoint("leaf", "key")), create(endpoint("usage", "usage-key"))}) {
      Answered invoked = platform.admin("POST", "/admin/endpoints/" + id + "/invoke", "{}");
      assertThat(invoked.status()).isEqualTo(502);
      assertThat(invoked.body()).contains("TLS handshake failed");
    }
    assertThat(server.accepted()).isEmpty();
  }

  @Test
  void credentialsAreUploadedByAdminCallsAndKeysNeverShown() throws Exception {
    ObjectNode key = Replies.JSON.createObjectNode().put("id", "uploaded");
    key.put("privateKey", client.privateKeyPem());
    assertThat(platform.admin("POST", "/admin/credentials", key.toString()).status())
        .isEqualTo(204);

    assertThat(get("/api/v2/data/management/credentials/uploaded").body())
        .contains("privateKey")
        .doesNotContain("BEGIN");
    assertThat(get("/api/v2/data/management/credentials/cert").json().path("certificateChain"))
        .isEqualTo(Replies.JSON.getNodeFactory().textNode(client.chainPem()));
    assertThat(get("/api/v2/data/management/credentials/nowhere").status()).isEqualTo(404);
  }

  private ObjectNode endpoint(String certificateId, String keyId) {
    ObjectNode endpoint = Replies.JSON.createObjectNode();
    endpoint.put("name", "CRM").put("url", server.url().toString());
    endpoint.put("securityType", "mutual_tls").put("timeout", 5000);
    endpoint
        .putObject("mutualTls")
        .put("clientCertificateId", certificateId)
        .put("privateKeyId", keyId);
    return endpoint;
  }

  private String create(ObjectNode endpoint) throws IOException {
    Answered created = write("POST", ENDPOINTS, endpoint);
    assertThat(created.status()).isEqualTo(201);
    return created.json().path("id").asText();
  }

  private Answered create(ObjectNode endpoint, String key) throws IOException {
    return platform.call(
        platform.writeRequest(
            "POST", ENDPOINTS, token, endpoint.toString(), Map.of("Idempotency-Key", key)));
  }

  private Answered write(String method, String path, JsonNode body) throws IOException {
    return platform.call(platform.writeRequest(method, path, token, body.toString(), Map.of()));
  }

  private Answered get(String path) throws IOException {
    return platform.call(platform.request(path).header("Authorization", "Bearer " + token).build());
  }
}
