package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CheckResult;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetCheck;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Violation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a BYOC trunk has: a failover pool, a compliance check, a health that comes back. */
class ByocTrunkIT {

  private static final KindFixture TRUNK = KindFixture.BYOC_TRUNK;
  private static final ChainValidated EVENT = TRUNK.validated().build();
  private static final ChainValidated PEER =
      Events.validated(Events.target(TargetKind.BYOC_TRUNK, "us-east-1", "OH-FB-05")).build();
  private static final String PEER_WRITE = "PATCH " + KindFixture.BYOC_PEER;

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
  void getsItsChainAndKeepsItsSipCredentialsByReference() throws Exception {
    assertThat(run.handle(EVENT).applied().getChecks())
        .containsExactly(new TargetCheck("trunk-health", CheckResult.PASSED, "HEALTHY"));

    ObjectNode trunk = estate.resource(TRUNK.path());
    assertThat(trunk.path("certificateChain").textValue()).isEqualTo(EVENT.getCertificateChain());
    assertThat(trunk.path("sipCredentialsRef").textValue()).isEqualTo("vault/sip/OH-FB-04");
    assertThat(trunk.path("serviceId").textValue()).isEqualTo("arch-integration-svc-01");
  }

  @Test
  void isWrittenWhereOnlyTheIntermediateIsMissing() throws Exception {
    String leafOnly = EVENT.getCertificateChain().split("(?<=-----END CERTIFICATE-----\n)", -1)[0];
    estate.resource(TRUNK.path()).put("certificateChain", leafOnly);

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);

    assertThat(estate.resource(TRUNK.path()).path("certificateChain").textValue())
        .isEqualTo(EVENT.getCertificateChain());
  }

  @Test
  void refusedByTheComplianceCheckIsExplainedAndNotTriedAgain() throws Exception {
    estate.instead(
        TRUNK.write(),
        FakePlatform.json(
            403,
            """
            {"error": "COMPLIANCE_TLS_CERT_MISMATCH",
             "details": "Certificate chain validation failed for trunk OH-FB-04. Expected root CA \
            matches but intermediate issuer differs from policy template v2.1.",
             "timestamp": "2024-11-14T15:32:11Z",
             "request_id": "req_88a7c21f"}\
            """));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(failed.getMessage()).contains("trunk OH-FB-04", "2024-11-14T15:32:11Z");
    assertThat(failed.getPlatformStatus()).isEqualTo(403);
    assertThat(failed.getPlatformRequestId()).isNotNull();
    Violation violation = failed.getViolations().getFirst();
    assertThat(violation.getCode()).isEqualTo("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(violation.getPosition()).isEqualTo(1);
    assertThat(violation.getSubject()).contains("GenesysCloudArchitectureCA");
    assertThat(violation.getCitation()).endsWith("policy template v2.1");
    assertThat(estate.count(TRUNK.write())).isOne();
    assertThat(run.waits).isEmpty();
  }

  @Test
  void boundToTheOldCertificateDuringTheFailoverWindowIsNotWritten() throws Exception {
    failover().put("active", true).put("boundCertificateHash", old());

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("FAILOVER_BOUND_TO_OLD_CERTIFICATE");
    assertThat(failed.getMessage()).contains(old());
    assertThat(estate.count(TRUNK.write())).isZero();
  }

  @Test
  void boundToTheNewCertificateOrOutsideTheWindowIsWritten() throws Exception {
    failover().put("active", true).put("boundCertificateHash", EVENT.getPrimaryPin());
    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);

    estate.resource(TRUNK.path()).put("certificateChain", Certificates.OLD.pem());
    failover().put("active", false).put("boundCertificateHash", old());
    ChainValidated newer =
        TRUNK
            .validated()
            .setEventId(java.util.UUID.fromString("6f1dd3c2-6a9e-4c50-9a3c-0d7a0a4b1c22"))
            .build();
    assertThat(run.handle(newer).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
  }

  @Test
  void whoseHealthDoesNotReturnFailsAfterTheLimitAndNotBefore() throws Exception {
    estate.whenRead(
        TRUNK.path(),
        trunk -> trunk.withObject("/health").put("reason", "SIP_REGISTRATION_FAILED: LATE"));

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("TRUNK_HEALTH_NOT_RETURNED");
    assertThat(failed.getMessage()).contains("CHECKING", "SIP_REGISTRATION_FAILED");
    assertThat(failed.getAttempts()).isOne();
    assertThat(run.waits)
        .hasSize(30)
        .extracting(Outcome.RetryAfter::delay)
        .containsOnly(Duration.ofSeconds(1));
    assertThat(estate.changes()).isOne();
  }

  @Test
  void thatDoesNotTellItsHealthIsAppliedAndSaysSo() throws Exception {
    estate.resource(TRUNK.path()).remove("health");
    estate.whenWritten(TRUNK.path(), trunk -> {});
    estate.whenRead(TRUNK.path(), trunk -> {});

    assertThat(run.handle(EVENT).applied().getChecks())
        .extracting(TargetCheck::getResult)
        .containsExactly(CheckResult.NOT_CHECKED);
  }

  @Test
  void afterACrashBeforeItsHealthReturnedIsWaitedForAgain() throws Exception {
    estate.whenRead(TRUNK.path(), trunk -> {});
    assertThat(run.handleOnce(EVENT, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);
    run.restart();
    assertThat(run.handleOnce(EVENT, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);
    estate.resource(TRUNK.path()).withObject("/health").put("status", "HEALTHY");

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(estate.changes()).isOne();
  }

  @Test
  void andItsFailoverPeerAreNeverChangedAtTheSameTime() throws Exception {
    estate.whenRead(TRUNK.path(), trunk -> {});
    Instant now = Certificates.NOW;
    assertThat(run.handleOnce(EVENT, 1, now)).isInstanceOf(Outcome.RetryAfter.class);

    Outcome.RetryAfter peer = (Outcome.RetryAfter) run.handleOnce(PEER, 1, now);

    assertThat(peer.reason()).contains("OH-FB-04 is being changed");
    assertThat(estate.count(PEER_WRITE)).isZero();
    estate.resource(TRUNK.path()).withObject("/health").put("status", "HEALTHY");
    assertThat(run.handleOnce(EVENT, 2, now)).isInstanceOf(Outcome.Publish.class);
    run.handle(PEER).applied();
    assertThat(estate.count(PEER_WRITE)).isOne();
  }

  @Test
  void isNotWrittenWhileItsPeersWriteIsUnderWay() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    estate.instead(
        TRUNK.write(),
        false,
        () -> {
          arrived.countDown();
          release.await();
          return FakePlatform.json(503, "{}");
        });
    FutureTask<Outcome> first = new FutureTask<>(() -> run.handleOnce(EVENT, 1, Certificates.NOW));
    Thread.ofVirtual().start(first);
    arrived.await();

    assertThat(run.handleOnce(PEER, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);

    release.countDown();
    assertThat(first.get()).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(estate.count(PEER_WRITE)).isZero();
  }

  @Test
  void anotherProcessSeesItsPeersChangeOnThePlatform() throws Exception {
    estate.whenRead(TRUNK.path(), trunk -> {});
    assertThat(run.handleOnce(EVENT, 1, Certificates.NOW)).isInstanceOf(Outcome.RetryAfter.class);
    try (Run other = new Run(estate.url(), Run.TIMEOUT)) {
      Outcome.RetryAfter peer = (Outcome.RetryAfter) other.handleOnce(PEER, 1, Certificates.NOW);

      assertThat(peer.reason()).contains("OH-FB-04 is CHECKING");
      assertThat(estate.count(PEER_WRITE)).isZero();
    }
  }

  @Test
  void isNotTakenDownWhileItsPeerIsDownAlready() throws Exception {
    peer().withObject("/health").put("status", "UNHEALTHY").put("reason", "NO_REGISTRATION");

    RotationFailed failed = run.handle(EVENT).failed();

    assertThat(failed.getCode()).isEqualTo("FAILOVER_PEER_BUSY");
    assertThat(failed.getMessage()).contains("OH-FB-05", "NO_REGISTRATION");
    assertThat(estate.count(TRUNK.write())).isZero();
  }

  @Test
  void thatIsDownItselfIsRepairedWhileItsPeerIsDownToo() throws Exception {
    peer().withObject("/health").put("status", "UNHEALTHY");
    estate.resource(TRUNK.path()).withObject("/health").put("status", "UNHEALTHY");
    estate.whenRead(
        TRUNK.path(),
        trunk -> {
          if (trunk.at("/health/status").textValue().equals("CHECKING")) {
            trunk.withObject("/health").put("status", "HEALTHY");
          }
        });

    assertThat(run.handle(EVENT).applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
  }

  @Test
  void ofAnUnknownPeerEndsByThePlatformsAnswer() throws Exception {
    failover().putArray("peers").add("OH-FB-99");

    assertThat(run.handle(EVENT).failed().getCode()).isEqualTo(FailureCode.TARGET_NOT_FOUND.name());
  }

  private ObjectNode peer() {
    return estate.resource(KindFixture.BYOC_PEER);
  }

  private ObjectNode failover() {
    return estate.resource(TRUNK.path()).withObject("/failover");
  }

  private static String old() {
    return Certificates.OLD.pin().base64();
  }
}
