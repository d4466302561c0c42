package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations that end in each of the failures. */
class FailureIT {

  private FakePlatform platform;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform();
    run = new Run(platform);
  }

  @AfterEach
  void stop() {
    run.close();
    platform.close();
  }

  @Test
  void carriesEverythingThatAReceiverNeeds() throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(400, "{\"message\": \"Bad pins\"}"));
    ChainValidated event =
        Events.validated().setFallbackPin(Certificates.OLD.pin().base64()).build();

    Run.Ended ended = run.handle(event);

    RotationFailed failed = ended.failed();
    assertThat(ended.events()).extracting(Outbound::topic).containsExactly(Topics.ROTATION_FAILED);
    assertThat(failed.getEventId())
        .isEqualTo(EventIds.of(event.getTarget(), Events.ROTATION, "rotation-failed"));
    assertThat(failed.getCausationId()).isEqualTo(event.getEventId());
    assertThat(failed.getStage()).isEqualTo(FailedStage.API_EXECUTOR);
    assertThat(failed.getCode()).isEqualTo("PLATFORM_REJECTED");
    assertThat(failed.getMessage()).contains("Bad pins", "PATCH", "400");
    assertThat(failed.getRemediation()).isEqualTo(FailureCode.PLATFORM_REJECTED.remediation());
    assertThat(failed.getViolations()).isEmpty();
    assertThat(failed.getPrimaryPin()).isEqualTo(event.getPrimaryPin());
    assertThat(failed.getFallbackPin()).isEqualTo(event.getFallbackPin());
    assertThat(failed.getPlatformStatus()).isEqualTo(400);
    assertThat(failed.getPlatformRequestId()).isEqualTo("req-400");
    assertThat(failed.getAttempts()).isOne();
    assertThat(failed.getValidatedAt()).isEqualTo(event.getOccurredAt());
    assertThat(failed.getOccurredAt()).isEqualTo(Certificates.NOW);
  }

  @ParameterizedTest
  @EnumSource(value = TargetKind.class, names = "UNKNOWN")
  void refusesAKindThatItDoesNotKnow(TargetKind kind) throws Exception {
    failsWithoutACall(
        Events.validated(Events.target(kind, "eu-west-2", "x")).build(),
        FailureCode.TARGET_KIND_UNSUPPORTED);
  }

  @Test
  void refusesAnotherOrganisation() throws Exception {
    Target target = Target.newBuilder(Events.target()).setOrganizationId("org-2").build();

    failsWithoutACall(Events.validated(target).build(), FailureCode.ORGANIZATION_NOT_CONFIGURED);
  }

  @Test
  void servesItsOwnOrganisation() throws Exception {
    Target target = Target.newBuilder(Events.target()).setOrganizationId("org-1").build();

    assertThat(run.handle(Events.validated(target).build()).applied().getAttempts()).isOne();
  }

  @Test
  void refusesAnUnknownRegionWithTheListOfRegions() throws Exception {
    ApiExecutorConfig byRegion =
        Run.config(
            List.of(Run.organization("main", Optional.empty(), Optional.empty())), Run.TIMEOUT);
    ChainValidated event =
        Events.validated(Events.target(TargetKind.OAUTH_CLIENT, "mars-1", "x")).build();

    try (ApiExecutorStage stage = run.stage(byRegion)) {
      Run.Ended ended =
          new Run.Ended(
              ((dev.pinwheel.runtime.Outcome.Publish)
                      stage.handle(Events.delivery(event, 1, Certificates.NOW)))
                  .events());

      assertThat(ended.failed().getCode()).isEqualTo("REGION_UNKNOWN");
      assertThat(ended.failed().getMessage()).contains("mars-1", "eu-west-2", "us-east-1");
    }
  }

  @Test
  void refusesAnEventThatContradictsItself() throws Exception {
    failsWithoutACall(
        Events.validated().setPrimaryPin(Certificates.OLD.pin().base64()).build(),
        FailureCode.VALIDATED_EVENT_INCONSISTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "a?b", "a%2Fb", "ä"})
  void refusesIdsThatWouldNameAnotherResource(String id) throws Exception {
    failsWithoutACall(
        Events.validated(Events.target(TargetKind.OAUTH_CLIENT, "eu-west-2", id)).build(),
        FailureCode.TARGET_NOT_FOUND);
  }

  @Test
  void refusesATargetWithoutMutualTls() throws Exception {
    platform.client().put("mtlsRequired", false);

    failsWithoutAWrite(FailureCode.MTLS_NOT_ENABLED);
  }

  @Test
  void refusesATargetThatIsNotThere() throws Exception {
    platform.instead(Call.GET, FakePlatform.json(404, "{\"message\": \"no such client\"}"));

    assertThat(failsWithoutAWrite(FailureCode.TARGET_NOT_FOUND).getPlatformStatus()).isEqualTo(404);
  }

  @Test
  void namesThePermissionThatAReadLacks() throws Exception {
    platform.instead(Call.GET, FakePlatform.json(403, "{\"message\": \"forbidden\"}"));

    assertThat(failsWithoutAWrite(FailureCode.PLATFORM_FORBIDDEN).getMessage())
        .contains("it needs admin:client:read");
  }

  @Test
  void namesThePermissionThatAWriteLacks() throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(403, "{\"message\": \"forbidden\"}"));

    assertThat(run.handle().failed().getMessage()).contains("it needs admin:client:update");
  }

  @Test
  void tellsThePlatformsComplianceRefusal() throws Exception {
    platform.instead(
        Call.PATCH,
        FakePlatform.json(
                403,
                """
                {"error": "COMPLIANCE_TLS_CERT_MISMATCH",
                 "details": "intermediate issuer differs from policy template v2.1",
                 "timestamp": "2026-03-01T12:00:01Z", "request_id": "req_88a7"}\
                """)
            .newBuilder()
            .removeHeader("X-Request-Id")
            .build());

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(failed.getMessage()).contains("policy template v2.1", "2026-03-01T12:00:01Z");
    assertThat(failed.getPlatformStatus()).isEqualTo(403);
    assertThat(failed.getPlatformRequestId()).isEqualTo("req_88a7");
    assertThat(platform.count(Call.PATCH)).isOne();
  }

  @Test
  void refusesMorePinsThanThePlatformStores() throws Exception {
    ChainValidated event =
        Events.validated()
            .setBackupPins(List.of(Certificates.BACKUP_1.base64(), Certificates.BACKUP_2.base64()))
            .build();

    assertThat(run.handle(event).failed().getCode()).isEqualTo("PIN_COUNT_EXCEEDED");
    assertThat(platform.count(Call.PATCH)).isZero();
  }

  @Test
  void refusesALeafThatExpiredSinceItWasValidated() throws Exception {
    run.clock.advance(Duration.ofDays(91));

    failsWithoutAWrite(FailureCode.VALIDITY_EXPIRED);
  }

  @Test
  void refusesALeafThatExpiresWhileThePlatformMakesUsWait() throws Exception {
    run.clock.advance(Duration.ofDays(90).minusSeconds(10));
    platform.instead(
        Call.PATCH,
        FakePlatform.json(429, "{}").newBuilder().addHeader("Retry-After", "60").build());

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("VALIDITY_EXPIRED");
    assertThat(platform.changes()).isZero();
  }

  @Test
  void readsAgainAfterAConflictAndDecidesAnew() throws Exception {
    platform.act(
        Call.GET,
        true,
        () -> {
          String before = platform.client().toString();
          platform.holds(Certificates.FOREIGN);
          return FakePlatform.json(200, before).newBuilder().addHeader("ETag", "\"v2\"").build();
        });

    assertThat(run.handle().applied().getFallbackPin())
        .isEqualTo(Certificates.FOREIGN.pin().base64());
    assertThat(platform.count(Call.PATCH)).isEqualTo(2);
    assertThat(platform.changes()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void givesUpWhereTheTargetKeepsChangingAndTellsBothSidesPins(int status) throws Exception {
    for (int i = 0; i < 3; i++) {
      platform.instead(Call.PATCH, FakePlatform.json(status, "{\"message\": \"changed\"}"));
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("DRIFT_DETECTED");
    assertThat(failed.getMessage())
        .contains(Certificates.NEXT.pin().base64(), Certificates.OLD.pin().base64());
    assertThat(failed.getPlatformStatus()).isEqualTo(status);
    assertThat(failed.getAttempts()).isEqualTo(3);
    assertThat(platform.count(Call.PATCH)).isEqualTo(3);
  }

  @Test
  void givesUpWhereAnAcceptedWriteNeverShows() throws Exception {
    platform.forgetsWrites();

    Run.Ended ended = run.handle();

    assertThat(ended.failed().getCode()).isEqualTo("READ_BACK_MISMATCH");
    assertThat(ended.failed().getMessage())
        .contains(Certificates.NEXT.pin().base64(), Certificates.OLD.pin().base64());
    assertThat(ended.failed().getAttempts()).isOne();
    assertThat(ended.failed().getFallbackPin()).isEqualTo(Certificates.OLD.pin().base64());
    assertThat(ended.observed().orElseThrow().getPresented())
        .isEqualTo(Certificates.OLD.chain().pins());
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.count(Call.GET)).isEqualTo(1 + 3);
    assertThat(run.waits).hasSize(2);
  }

  @Test
  void doesNotBelieveAStoredPinWhoseChainIsAnother() throws Exception {
    platform.act(
        Call.PATCH,
        true,
        () -> {
          platform.client().put("certificateChain", Certificates.FOREIGN.pem());
          return FakePlatform.json(200, platform.client().toString());
        });

    Run.Ended ended = run.handle();

    assertThat(ended.failed().getCode()).isEqualTo("READ_BACK_MISMATCH");
    assertThat(ended.observed().orElseThrow().getPresented())
        .isEqualTo(Certificates.FOREIGN.chain().pins());
  }

  @Test
  void takesATargetThatVanishesAfterTheWriteAsAMismatch() throws Exception {
    platform.act(Call.GET, true, () -> FakePlatform.json(200, platform.client().toString()));
    platform.act(Call.PATCH, true, () -> FakePlatform.json(200, "{}"));
    for (int i = 0; i < 3; i++) {
      platform.instead(Call.GET, FakePlatform.json(404, "{\"message\": \"gone\"}"));
    }

    Run.Ended ended = run.handle();

    assertThat(ended.failed().getCode()).isEqualTo("READ_BACK_MISMATCH");
    assertThat(ended.observed()).isEmpty();
  }

  private void failsWithoutACall(ChainValidated event, FailureCode code) throws Exception {
    RotationFailed failed = run.handle(event).failed();

    assertThat(failed.getCode()).isEqualTo(code.name());
    assertThat(failed.getRemediation()).isEqualTo(code.remediation());
    assertThat(failed.getAttempts()).isZero();
    assertThat(failed.getPlatformStatus()).isNull();
    for (Call call : Call.values()) {
      assertThat(platform.count(call)).isZero();
    }
  }

  private RotationFailed failsWithoutAWrite(FailureCode code) throws Exception {
    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo(code.name());
    assertThat(failed.getAttempts()).isZero();
    assertThat(platform.count(Call.PATCH)).isZero();
    assertThat(run.waits).isEmpty();
    return failed;
  }
}
