package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.target.ClientKeys;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CheckResult;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetCheck;
import dev.pinwheel.schemas.Violation;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.tls.MutualTlsServer;
import dev.pinwheel.testing.tls.MutualTlsServer.Manners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Data Action endpoint whose certificate is rotated against a real server with mutual TLS. */
class DataActionIT {

  private static final KindFixture ENDPOINT = KindFixture.DATA_ACTION_ENDPOINT;
  private static final ChainValidated EVENT = ENDPOINT.validated().build();

  /** The server checks certificates by the real clock, so its authority is of today. */
  private final TestCa today = TestCa.create(Instant.now(), new SecureRandom());

  private final HeldCertificate client = today.client("crm").build();
  private final HeldCertificate other = today.client("other").build();

  private FakeEstate estate;
  private Run run;
  private MutualTlsServer server;

  @BeforeEach
  void start() throws IOException {
    estate = new FakeEstate();
    ENDPOINT.create(estate);
    server =
        MutualTlsServer.start(
            today.server("localhost").build(), Manners.trusting(today.root().certificate()));
    run = new Run(estate.url(), Run.TIMEOUT);
    run.clock.advance(Duration.between(run.clock.instant(), Instant.now()));
  }

  @AfterEach
  void stop() {
    run.close();
    server.close();
    estate.close();
  }

  @Test
  void withoutAKeyAtHandIsSwitchedAndSaysThatNobodyChecked() throws Exception {
    run.clock.advance(Duration.between(run.clock.instant(), Certificates.NOW));

    ApiApplied applied = run.handle(EVENT).applied();

    assertThat(applied.getChecks())
        .extracting(TargetCheck::getName, TargetCheck::getResult)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("mtls-handshake-before", CheckResult.NOT_CHECKED),
            org.assertj.core.groups.Tuple.tuple("mtls-handshake-after", CheckResult.NOT_CHECKED));
    ObjectNode references = endpoint().withObject("/mutualTls");
    assertThat(references.path("clientCertificateId").textValue()).isEqualTo("cert-new");
    assertThat(references.path("privateKeyId").textValue()).isEqualTo("key-new");
    assertThat(references.path("caCertificateId").textValue()).isEqualTo("ca-new");
    assertThat(endpoint().path("name").textValue()).isEqualTo("CRM update");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void showsTheNewCertificateToTheEndpointBeforeAndAfterTheSwitch(String version) throws Exception {
    server.treatClients(Manners.trusting(today.root().certificate()).speaking(version));
    withKey(client.privateKeyPem());

    ApiApplied applied = run.handle(event()).applied();

    assertThat(applied.getChecks())
        .extracting(TargetCheck::getResult)
        .containsExactly(CheckResult.PASSED, CheckResult.PASSED);
    assertThat(applied.getChecks().getFirst().getDetail()).contains(version);
    assertThat(server.accepted()).containsExactly(client.certificate(), client.certificate());
  }

  @Test
  void whoseServerDoesNotTrustTheChainIsNotSwitched() throws Exception {
    TestCa stranger = TestCa.create(Instant.now(), new SecureRandom());
    server.treatClients(Manners.trusting(stranger.root().certificate()));
    withKey(client.privateKeyPem());

    fails(FailureCode.MTLS_HANDSHAKE_REFUSED);
  }

  @Test
  void whoseServerRefusesOnlyLaterIsToldAsSwitched() throws Exception {
    withKey(client.privateKeyPem());
    TestCa stranger = TestCa.create(Instant.now(), new SecureRandom());
    estate.whenWritten(
        ENDPOINT.path(),
        written -> {
          written.withObject("/mutualTls").put("certificateChain", client.chainPem());
          server.treatClients(Manners.trusting(stranger.root().certificate()));
        });

    RotationFailed failed = run.handle(event()).failed();

    assertThat(failed.getCode()).isEqualTo("MTLS_FAILED_AFTER_SWITCH");
    assertThat(failed.getAttempts()).isOne();
  }

  @Test
  void whoseServerAsksForNoCertificateIsNotSwitched() throws Exception {
    server.treatClients(Manners.trusting(today.root().certificate()).notAsking());
    withKey(client.privateKeyPem());

    fails(FailureCode.ENDPOINT_ASKS_NO_CERTIFICATE);
  }

  @Test
  void whoseServerHasACertificateOfNobodyIsNotSwitched() throws Exception {
    TestCa stranger = TestCa.create(Instant.now(), new SecureRandom());
    try (MutualTlsServer impostor =
        MutualTlsServer.start(
            stranger.server("localhost").build(), Manners.trusting(today.root().certificate()))) {
      withKey(client.privateKeyPem());
      endpoint().put("url", impostor.url().toString());

      assertThat(run.handle(event()).failed().getCode()).isEqualTo("ENDPOINT_NOT_TRUSTED");
      assertThat(estate.changes()).isZero();
    }
  }

  @Test
  void thatCannotBeReachedIsTriedUntilTheLimit() throws Exception {
    withKey(client.privateKeyPem());
    endpoint().put("url", "https://127.0.0.1:1/");

    assertThat(run.handle(event()).failed().getCode()).isEqualTo("ENDPOINT_UNREACHABLE");

    assertThat(run.waits).hasSize(30);
    assertThat(estate.changes()).isZero();
  }

  @Test
  void withAKeyUnderAPassphraseIsNotSwitched() throws Exception {
    withKey(HeldCertificate.block("ENCRYPTED PRIVATE KEY", new byte[] {48, 0}));

    fails(FailureCode.PRIVATE_KEY_ENCRYPTED);
  }

  @Test
  void withTheKeyOfAnotherCertificateIsNotSwitched() throws Exception {
    withKey(other.privateKeyPem());

    fails(FailureCode.PRIVATE_KEY_UNUSABLE);
  }

  @Test
  void withAKeyFileThatIsNoKeyIsNotSwitchedAndQuotesNothingOfIt() throws Exception {
    withKey(
        HeldCertificate.block(
            "PRIVATE KEY", "canary-of-a-key".getBytes(StandardCharsets.US_ASCII)));

    RotationFailed failed = fails(FailureCode.PRIVATE_KEY_UNUSABLE);

    assertThat(failed.toString()).doesNotContain("canary");
  }

  @Test
  void tellsEverySettingThatFailsLaterAtOnce() throws Exception {
    endpoint().put("securityType", "none").put("verifySsl", false);
    endpoint().put("timeout", 4999).put("retryCount", 3).put("retryInterval", 999);
    endpoint().remove("headers");
    endpoint()
        .putObject("schema")
        .putObject("request")
        .putObject("properties")
        .putObject("updatePayload")
        .put("type", "object");

    RotationFailed failed = run.handle(event()).failed();

    assertThat(failed.getCode()).isEqualTo("ENDPOINT_SETTINGS_UNSAFE");
    assertThat(failed.getViolations())
        .extracting(Violation::getCode)
        .containsExactly(
            "ENDPOINT_MTLS_OFF",
            "ENDPOINT_VERIFY_SSL_OFF",
            "ENDPOINT_TIMEOUT_TOO_SHORT",
            "ENDPOINT_RETRIES_TOO_MANY",
            "ENDPOINT_RETRY_INTERVAL_TOO_SHORT",
            "ENDPOINT_HEADER_MISSING",
            "ENDPOINT_HEADER_MISSING",
            "ENDPOINT_SCHEMA_UNTYPED");
    assertThat(failed.getViolations())
        .allSatisfy(
            violation -> {
              assertThat(violation.getMessage()).isNotBlank();
              assertThat(violation.getMeasured()).isNotNull();
              assertThat(violation.getRequired()).isNotNull();
            });
    assertThat(estate.changes()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"timeout, 4999", "retryCount, 3", "retryInterval, 999"})
  void isRefusedOneStepPastABoundary(String field, int value) throws Exception {
    endpoint().put(field, value);

    assertThat(run.handle(event()).failed().getCode()).isEqualTo("ENDPOINT_SETTINGS_UNSAFE");
  }

  @Test
  void withoutReferencesIsRefused() throws Exception {
    ChainValidated bare = ENDPOINT.validated().setCredentials(null).build();
    run.clock.advance(Duration.between(run.clock.instant(), Certificates.NOW));

    assertThat(run.handle(bare).failed().getCode()).isEqualTo("CREDENTIAL_REFERENCES_MISSING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cert-old", "cert-nowhere", "a/b"})
  void withAReferenceToAnotherChainIsRefusedBeforeTheSwitch(String id) throws Exception {
    ObjectNode old = estate.holds(KindFixture.STORE + "cert-old", "{\"id\": \"cert-old\"}");
    old.put("certificateChain", Certificates.OLD.pem());
    run.clock.advance(Duration.between(run.clock.instant(), Certificates.NOW));
    ChainValidated another =
        ENDPOINT.validated().setCredentials(new CredentialReferences(id, "key-new", null)).build();

    assertThat(run.handle(another).failed().getCode()).isEqualTo("CREDENTIAL_REFERENCE_MISMATCH");
    assertThat(estate.changes()).isZero();
  }

  private RotationFailed fails(FailureCode code) throws Exception {
    RotationFailed failed = run.handle(event()).failed();
    assertThat(failed.getCode()).isEqualTo(code.name());
    assertThat(estate.changes()).isZero();
    return failed;
  }

  /** A rotation to the client certificate of today, which the platform's store holds. */
  private ChainValidated event() throws Exception {
    estate.resource(KindFixture.STORE + "cert-new").put("certificateChain", client.chainPem());
    return ENDPOINT
        .validated()
        .setCertificateChain(client.chainPem())
        .setPrimaryPin(
            dev.pinwheel.executor.rotation.CertificateChain.parse(client.chainPem())
                .leafPin()
                .base64())
        .build();
  }

  private void withKey(String pem) {
    endpoint().put("url", server.url().toString());
    estate.whenWritten(
        ENDPOINT.path(),
        written -> written.withObject("/mutualTls").put("certificateChain", client.chainPem()));
    run.reconfigure(
        Run.targets(
            new ClientKeys(Map.of("key-new", () -> new Secret(pem))),
            TrustedRoots.of(List.of(today.root().certificate()))));
  }

  private ObjectNode endpoint() {
    return estate.resource(ENDPOINT.path());
  }
}
