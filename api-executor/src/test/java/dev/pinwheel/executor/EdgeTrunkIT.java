package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only an edge trunk has: an edge to agree with, and a registration to come back. */
class EdgeTrunkIT {

  private static final KindFixture TRUNK = KindFixture.EDGE_TRUNK;
  private static final ChainValidated EVENT = TRUNK.validated().build();
  private static final String REGISTER = "POST " + TRUNK.path() + "/register";
  private static final String AUDIT = TRUNK.path() + "/auditTrail";

  private FakeEstate estate;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    estate = new FakeEstate();
    TRUNK.create(estate);
    run = new Run(estate.url(), Run.TIMEOUT);
  }

  @AfterEach
  void stop() {
    run.close();
    estate.close();
  }

  @Test
  void isAskedToRegisterOnceItsBundleIsReadBack() throws Exception {
    assertThat(run.handle(EVENT).applied().getChecks())
        .singleElement()
        .satisfies(check -> assertThat(check.getName()).isEqualTo("trunk-registration"));

    assertThat(estate.count(REGISTER)).isOne();
    assertThat(estate.calls().indexOf(REGISTER))
        .isGreaterThan(estate.calls().indexOf(TRUNK.write()));
    ObjectNode trunk = trunk();
    assertThat(trunk.path("name").textValue()).isEqualTo("London carrier");
    assertThat(trunk.path("edgeGroupId").textValue()).isEqualTo("london");
  }

  @Test
  void getsTheRootThatItsValidatedChainHas() throws Exception {
    String whole = EVENT.getCertificateChain() + Certificates.ROOT_PEM;

    run.handle(TRUNK.validated().setCertificateChain(whole).build()).applied();

    assertThat(trunk().path("certificateBundle").textValue()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "region, us-east-1, EDGE_REGION_MISMATCH",
    "region, default, EDGE_REGION_MISMATCH",
    "edgeGroupId, frankfurt, EDGE_GROUP_MISMATCH",
    "sipTrunkStatus, Pending, TRUNK_NOT_ACTIVE",
    "authenticationMode, digest, AUTHENTICATION_MODE_UNSUITABLE"
  })
  void isRefusedBeforeAnythingIsWritten(String field, String value, FailureCode code)
      throws Exception {
    trunk().put(field, value);

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo(code.name());
    assertThat(failed.getMessage()).contains(value);
    assertThat(estate.changes()).isZero();
    assertThat(estate.count(REGISTER)).isZero();
  }

  @Test
  void ofAnEdgeInAnotherRegionIsRefused() throws Exception {
    estate.resource(KindFixture.EDGE).put("region", "eu-central-1");

    assertThat(run.handle(EVENT).failed().getCode()).isEqualTo("EDGE_REGION_MISMATCH");
  }

  @Test
  void withoutItsEdgeIsRefusedWithoutACall() throws Exception {
    Target bare = Target.newBuilder(TRUNK.target()).setEdgeId(null).build();

    assertThat(run.handle(Events.validated(bare).build()).failed().getCode())
        .isEqualTo("EDGE_ID_MISSING");
    assertThat(estate.calls()).isEmpty();
  }

  @Test
  void whoseRegistrationIsForbiddenFailsWithTheAuditTrail() throws Exception {
    audited("expired intermediate CA", EVENT.getPrimaryPin());
    estate.instead(REGISTER, invalidCredentials());

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("TRUNK_REGISTRATION_REFUSED");
    assertThat(failed.getMessage())
        .contains("Invalid credentials", "certificateValidationFailed", "expired intermediate CA");
    assertThat(failed.getPlatformStatus()).isEqualTo(403);
    assertThat(failed.getAttempts()).isOne();
  }

  @Test
  void ofAnotherCertificatesAuditEntriesNothingIsTold() throws Exception {
    audited("an older story", Certificates.OLD.pin().base64());
    estate.instead(REGISTER, invalidCredentials());

    assertThat(run.handle(EVENT).failed().getMessage())
        .doesNotContain("an older story")
        .contains("no certificateValidationFailed");
  }

  @Test
  void whoseAuditTrailCannotBeReadFailsByTheSameName() throws Exception {
    estate.instead(REGISTER, invalidCredentials());
    estate.instead("GET " + AUDIT, FakePlatform.json(500, "{}"));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("TRUNK_REGISTRATION_REFUSED");
    assertThat(failed.getMessage()).contains("the audit trail could not be read");
  }

  @Test
  void whoseWriteIsForbiddenFailsWithTheAuditTrailToo() throws Exception {
    audited("commonName mismatch", EVENT.getPrimaryPin());
    estate.instead(TRUNK.write(), invalidCredentials());

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_FORBIDDEN");
    assertThat(failed.getMessage()).contains("commonName mismatch", "certificate:manage");
  }

  @Test
  void thatFailsToRegisterEndsAtOnce() throws Exception {
    audited("commonName mismatch", EVENT.getPrimaryPin());
    estate.whenPosted(TRUNK.path() + "/register", () -> KindFixture.register(trunk(), "FAILED"));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("TRUNK_REGISTRATION_FAILED");
    assertThat(failed.getMessage()).contains("FAILED", "commonName mismatch");
    assertThat(run.waits).hasSize(1);
  }

  @Test
  void thatNeverRegistersFailsAfterTheLimit() throws Exception {
    estate.whenPosted(
        TRUNK.path() + "/register", () -> KindFixture.register(trunk(), "REGISTERING"));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("TRUNK_REGISTRATION_FAILED");
    assertThat(run.waits)
        .hasSize(30)
        .extracting(Outcome.RetryAfter::delay)
        .containsOnly(Duration.ofSeconds(1));
    assertThat(estate.count(REGISTER)).isOne();
  }

  @Test
  void isAskedToRegisterAgainAfterACrashBetweenWriteAndRegistration() throws Exception {
    estate.whenPosted(TRUNK.path() + "/register", () -> {});
    assertThat(run.handleOnce(EVENT, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);
    run.restart();
    estate.whenPosted(
        TRUNK.path() + "/register", () -> KindFixture.register(trunk(), "REGISTERED"));

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);

    assertThat(estate.changes()).isOne();
    assertThat(estate.count(REGISTER)).isEqualTo(2);
  }

  private static mockwebserver3.MockResponse invalidCredentials() {
    return FakePlatform.json(
        403, "{\"message\": \"Invalid credentials\", \"code\": \"forbidden\"}");
  }

  private void audited(String reason, String hash) {
    ObjectNode entry = estate.resource(AUDIT).withArray("entries").addObject();
    entry.put("event", "certificateValidationFailed").put("reason", reason);
    entry.put("timestamp", "2026-03-01T12:00:01Z").put("certificateHash", hash);
  }

  private ObjectNode trunk() {
    return estate.resource(TRUNK.path());
  }
}
