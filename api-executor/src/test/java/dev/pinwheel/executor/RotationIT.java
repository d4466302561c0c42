package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import java.io.IOException;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotations that go well. */
class RotationIT {

  private static final String NEXT = Certificates.NEXT.pin().base64();
  private static final String OLD = Certificates.OLD.pin().base64();

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
  void changesThePlatformOnceAndSaysWhatWasReadBack() throws Exception {
    ChainValidated event = Events.validated().build();

    ApiApplied applied = run.handle(event).applied();

    assertThat(platform.changes()).isOne();
    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(applied.getEventId())
        .isEqualTo(EventIds.of(event.getTarget(), Events.ROTATION, "api-applied"));
    assertThat(applied.getRotationId()).isEqualTo(Events.ROTATION);
    assertThat(applied.getCausationId()).isEqualTo(event.getEventId());
    assertThat(applied.getOccurredAt()).isEqualTo(Certificates.NOW);
    assertThat(applied.getTarget()).isEqualTo(event.getTarget());
    assertThat(applied.getServiceId()).isEqualTo(event.getServiceId());
    assertThat(applied.getRequestedBy()).isEqualTo(event.getRequestedBy());
    assertThat(applied.getRequestedAt()).isEqualTo(event.getRequestedAt());
    assertThat(applied.getValidatedAt()).isEqualTo(event.getOccurredAt());
    assertThat(applied.getWebhookEndpoint()).isEqualTo("pki");
    assertThat(applied.getPrimaryPin()).isEqualTo(NEXT);
    assertThat(applied.getFallbackPin()).isEqualTo(OLD);
    assertThat(applied.getActivePins()).containsExactly(NEXT, OLD);
    assertThat(applied.getAttempts()).isOne();
    assertThat(applied.getPlatformRequestId()).isEqualTo("req-200");
  }

  @Test
  void publishesWhatWasReadBackAsAnObservation() throws Exception {
    ChainValidated event = Events.validated().build();

    Run.Ended ended = run.handle(event);

    PinObserved observed = ended.observed().orElseThrow();
    assertThat(observed.getSource()).isEqualTo(ObservationSource.READ_BACK);
    assertThat(observed.getSensor()).isEqualTo("api-executor");
    assertThat(observed.getEventId())
        .isEqualTo(EventIds.of(event.getTarget(), Events.ROTATION, "pin-observed/read-back"));
    assertThat(observed.getPresented()).isEqualTo(Certificates.NEXT.chain().pins());
    assertThat(observed.getError()).isNull();
    assertThat(ended.events())
        .extracting(Outbound::topic)
        .containsExactly(Topics.API_APPLIED, Topics.PIN_OBSERVED);
    assertThat(ended.events())
        .extracting(Outbound::key)
        .containsOnly(TargetKey.of(event.getTarget()));
  }

  @Test
  void takesATokenThenReadsWritesAndReadsBack() throws Exception {
    run.handle();

    assertThat(platform.count(Call.TOKEN)).isOne();
    assertThat(platform.count(Call.GET)).isEqualTo(2);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(run.waits).isEmpty();
  }

  @Test
  void authenticatesTheTokenRequestByBasic() throws Exception {
    run.handle();

    RecordedRequest token = platform.requests(Call.TOKEN).getFirst();
    assertThat(token.getMethod()).isEqualTo("POST");
    assertThat(token.getBody().utf8()).isEqualTo("grant_type=client_credentials");
    assertThat(token.getHeaders().get("Authorization"))
        .isEqualTo(okhttp3.Credentials.basic("executor", FakePlatform.SECRET));
  }

  @Test
  void writesTheWholeDirectiveUnderTheVersionThatItRead() throws Exception {
    ChainValidated event =
        Events.validated().setBackupPins(List.of(Certificates.BACKUP_1.base64())).build();

    run.handle(event);

    RecordedRequest patch = platform.requests(Call.PATCH).getFirst();
    ObjectNode body = FakePlatform.body(patch);
    assertThat(patch.getTarget()).isEqualTo("/api/v2/oauth/clients/" + Events.CLIENT_ID);
    assertThat(body.path("serviceId").textValue()).isEqualTo("arch-integration-svc-01");
    assertThat(body.path("primaryPin").textValue()).isEqualTo(NEXT);
    assertThat(body.path("fallbackPin").textValue()).isEqualTo(OLD);
    assertThat(body.path("backupPins").get(0).textValue())
        .isEqualTo(Certificates.BACKUP_1.base64());
    assertThat(body.path("maxPinCount").intValue()).isEqualTo(3);
    assertThat(body.path("certificateChain").textValue()).isEqualTo(Certificates.NEXT.pem());
    assertThat(body.path("mtlsRequired").booleanValue()).isTrue();
    assertThat(body.size()).isEqualTo(7);
    assertThat(patch.getHeaders().get("If-Match")).isEqualTo("\"v2\"");
    assertThat(patch.getHeaders().get("Idempotency-Key")).isEqualTo(event.getEventId().toString());
    assertThat(patch.getHeaders().get("traceparent")).isEqualTo(Events.TRACE.header());
    assertThat(patch.getHeaders().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void writesWithoutAConditionWhereThePlatformHasNoVersions() throws Exception {
    platform.withoutVersions();

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.requests(Call.PATCH).getFirst().getHeaders().get("If-Match")).isNull();
  }

  @Test
  void writesTheFirstPinOfATargetThatHasNone() throws Exception {
    platform.client().putNull("certificateChain").remove("primaryPin");

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getFallbackPin()).isNull();
    assertThat(applied.getActivePins()).containsExactly(NEXT);
    assertThat(FakePlatform.body(platform.requests(Call.PATCH).getFirst()).has("fallbackPin"))
        .isFalse();
  }

  @Test
  void clearsBackupPinsThatAreNotAskedForAnyMore() throws Exception {
    platform
        .client()
        .put("fallbackPin", Certificates.FOREIGN.pin().base64())
        .putArray("backupPins")
        .add(Certificates.BACKUP_1.base64());

    assertThat(run.handle().applied().getActivePins()).containsExactly(NEXT, OLD);
  }

  @Test
  void writesNothingWhereThePinsAreThereAlready() throws Exception {
    platform.holds(Certificates.NEXT);
    platform.client().put("fallbackPin", OLD);

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(applied.getAttempts()).isZero();
    assertThat(applied.getPlatformRequestId()).isNull();
    assertThat(applied.getFallbackPin()).isEqualTo(OLD);
    assertThat(platform.count(Call.PATCH)).isZero();
  }

  @Test
  void writesNothingTheSecondTime() throws Exception {
    run.handle();

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.count(Call.TOKEN)).isOne();
  }

  @Test
  void waitsForAReadBackThatLagsBehindTheWrite() throws Exception {
    String stale = platform.client().toString();
    platform.instead(Call.GET, FakePlatform.json(200, stale));
    platform.act(Call.PATCH, true, () -> FakePlatform.json(200, platform.client().toString()));
    platform.instead(Call.GET, FakePlatform.json(200, stale), FakePlatform.json(200, stale));

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(applied.getAttempts()).isOne();
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(run.waits).hasSize(2);
  }
}
