package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import java.io.IOException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Data Action endpoint that is not there yet, and one whose references are put back. */
class EndpointCreationIT {

  private static final String ENDPOINTS = "/api/v2/data/management/endpoints";
  private static final String CREATE = "POST " + ENDPOINTS;
  private static final KindFixture ENDPOINT = KindFixture.DATA_ACTION_ENDPOINT;
  private static final String URL = "https://crm.example/v1";
  private static final ChainValidated EVENT =
      ENDPOINT.validated().setNewEndpoint(new NewEndpoint("CRM update", URL)).build();

  private FakeEstate estate;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    estate = estate();
    run = new Run(estate.url(), Run.TIMEOUT);
  }

  @AfterEach
  void stop() {
    run.close();
    estate.close();
  }

  /** A platform without the endpoint, whose store has the new certificate. */
  private static FakeEstate estate() throws IOException {
    FakeEstate estate = new FakeEstate();
    estate.creates(ENDPOINTS, UnaryOperator.identity());
    estate.holds(
        KindFixture.STORE + "cert-new",
        "{\"id\": \"cert-new\", \"certificateChain\": %s}"
            .formatted(TextNode.valueOf(Certificates.NEXT.pem())));
    estate.whenWritten(
        ENDPOINT.path(),
        written ->
            written.withObject("/mutualTls").put("certificateChain", Certificates.NEXT.pem()));
    return estate;
  }

  @Test
  void isCreatedWithSettingsThatDoNotFailLater() throws Exception {
    ApiApplied applied = run.handle(EVENT).applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(applied.getAttempts()).isOne();
    assertThat(applied.getFallbackPin()).isNull();
    assertThat(applied.getPreviousChain()).as("there was none").isNull();
    ObjectNode created = estate.resource(ENDPOINT.path());
    assertThat(created.path("name").asText()).isEqualTo("CRM update");
    assertThat(created.path("url").asText()).isEqualTo(URL);
    assertThat(created.path("securityType").asText()).isEqualTo("mutual_tls");
    assertThat(created.path("verifySsl").asBoolean()).isTrue();
    assertThat(created.path("timeout").asInt()).isEqualTo(5000);
    assertThat(created.path("retryCount").asInt()).isEqualTo(2);
    assertThat(created.path("retryInterval").asInt()).isEqualTo(1000);
    assertThat(created.at("/headers/Accept").asText()).isEqualTo("application/json");
    assertThat(created.at("/mutualTls/clientCertificateId").asText()).isEqualTo("cert-new");
    assertThat(created.at("/mutualTls/privateKeyId").asText()).isEqualTo("key-new");
    assertThat(created.at("/mutualTls/caCertificateId").asText()).isEqualTo("ca-new");
  }

  @Test
  void isAFailureWhereTheRequestDoesNotWantToCreateIt() throws Exception {
    RotationFailed failed = run.handle(ENDPOINT.validated().build()).failed();

    assertThat(failed.getCode()).isEqualTo("TARGET_NOT_FOUND");
    assertThat(estate.count(CREATE)).isZero();
  }

  @Test
  void isNotCreatedWithReferencesToAnotherChain() throws Exception {
    estate.resource(KindFixture.STORE + "cert-new").put("certificateChain", Certificates.OLD.pem());

    assertThat(run.handle(EVENT).failed().getCode()).isEqualTo("CREDENTIAL_REFERENCE_MISMATCH");
    assertThat(estate.count(CREATE)).isZero();
  }

  @Test
  void isNotCreatedWhereThePlatformRefuses() throws Exception {
    estate.instead(CREATE, FakePlatform.json(400, "{\"message\": \"no\"}"));

    assertThat(run.handle(EVENT).failed().getCode()).isEqualTo("PLATFORM_REJECTED");
    assertThat(estate.changes()).isZero();
  }

  @Test
  void thatThePlatformGivesAnotherIdIsToldWithThatId() throws Exception {
    estate.creates(ENDPOINTS, wished -> "chosen-by-the-platform");

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("ENDPOINT_CREATED_UNDER_ANOTHER_ID");
    assertThat(failed.getMessage()).contains("chosen-by-the-platform");
    assertThat(failed.getAttempts()).isOne();
  }

  @Test
  void thatIsThereIsRotatedAsUsual() throws Exception {
    estate.holds(ENDPOINT.path(), KindFixture.endpoint(URL));

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(estate.count(CREATE)).isZero();
    assertThat(estate.count(ENDPOINT.write())).isOne();
  }

  @Test
  void thatIsThereWithAnotherUrlIsLeftAlone() throws Exception {
    estate.holds(ENDPOINT.path(), KindFixture.endpoint("https://other.example/"));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("DRIFT_DETECTED");
    assertThat(failed.getMessage()).contains("https://other.example/", URL);
    assertThat(estate.changes()).isZero();
  }

  @Test
  void thatIsCreatedAndCannotBeReadBackIsNoSuccess() throws Exception {
    estate.instead(CREATE, FakePlatform.json(201, "{}"));

    assertThat(run.handle(EVENT).failed().getCode()).isEqualTo("READ_BACK_MISMATCH");
  }

  @Test
  void isNotCreatedAtAnAddressThatIsNone() throws Exception {
    ChainValidated event =
        ENDPOINT.validated().setNewEndpoint(new NewEndpoint("CRM", "http://crm.example/")).build();

    assertThat(run.handle(event).failed().getCode()).isEqualTo("VALIDATED_EVENT_INCONSISTENT");
    assertThat(estate.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isCreatedOnceWhereverTheProcessCrashes(boolean processed) throws Exception {
    int calls = callsOfAnUndisturbedCreation();
    assertThat(calls).isGreaterThanOrEqualTo(5);
    for (int at = 1; at <= calls; at++) {
      try (FakeEstate platform = estate();
          Run process = new Run(platform.url(), Run.TIMEOUT)) {
        process.crash(platform, at, processed, EVENT);
        process.restart();

        process.handle(EVENT).applied();

        assertThat(platform.changes()).as("crash at call %d", at).isOne();
      }
    }
  }

  @Test
  void putsPreviousReferencesBackWithTheirChain() throws Exception {
    ENDPOINT.create(estate);
    estate.holds(
        KindFixture.STORE + "cert-old",
        "{\"id\": \"cert-old\", \"certificateChain\": %s}"
            .formatted(TextNode.valueOf(Certificates.OLD.pem())));
    ApiApplied applied = run.handle(ENDPOINT.validated().build()).applied();
    CredentialReferences before = applied.getPreviousCredentials();
    assertThat(before).isEqualTo(new CredentialReferences("cert-old", "key-old", "ca-old"));

    estate.whenWritten(
        ENDPOINT.path(),
        written ->
            written.withObject("/mutualTls").put("certificateChain", Certificates.OLD.pem()));
    ApiApplied back =
        run.handle(
                Events.validated(ENDPOINT.target())
                    .setEventId(new UUID(0, 99))
                    .setCertificateChain(applied.getPreviousChain())
                    .setPrimaryPin(Certificates.OLD.pin().base64())
                    .setCredentials(before)
                    .build())
            .applied();

    assertThat(back.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    ObjectNode references = estate.resource(ENDPOINT.path()).withObject("/mutualTls");
    assertThat(references.path("clientCertificateId").asText()).isEqualTo("cert-old");
    assertThat(references.path("privateKeyId").asText()).isEqualTo("key-old");
    assertThat(references.path("caCertificateId").asText()).isEqualTo("ca-old");
  }

  @Test
  void asksForPreviousReferencesAfterAFailureWhereTheRequestSaysSo() throws Exception {
    ENDPOINT.create(estate);
    estate.instead(ENDPOINT.write(), FakePlatform.json(200, "{}"));

    Run.Ended ended = run.handle(ENDPOINT.validated().setRollbackOnFailure(true).build());

    assertThat(ended.failed().getCode()).isEqualTo("READ_BACK_MISMATCH");
    RotationRequested rollback =
        ended.events().stream()
            .map(event -> event.value())
            .filter(RotationRequested.class::isInstance)
            .map(RotationRequested.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(rollback.getCredentials())
        .isEqualTo(new CredentialReferences("cert-old", "key-old", "ca-old"));
    assertThat(rollback.getNewEndpoint()).isNull();
  }

  @Test
  void otherAuthoritiesAloneAreAChange() throws Exception {
    ENDPOINT.create(estate);
    run.handle(ENDPOINT.validated().build()).applied();
    ChainValidated others =
        ENDPOINT
            .validated()
            .setEventId(new UUID(0, 98))
            .setCredentials(new CredentialReferences("cert-new", "key-new", "ca-other"))
            .build();

    assertThat(run.handle(others).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(estate.resource(ENDPOINT.path()).at("/mutualTls/caCertificateId").asText())
        .isEqualTo("ca-other");
  }

  private static int callsOfAnUndisturbedCreation() throws Exception {
    try (FakeEstate platform = estate();
        Run process = new Run(platform.url(), Run.TIMEOUT)) {
      process.handle(EVENT).applied();
      return platform.calls().size();
    }
  }
}
