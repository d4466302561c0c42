package dev.pinwheel.metrics;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Events of rotations that were asked for at the start of a window of a minute. */
public final class SampleEvents {

  public static final Instant ASKED = Instant.parse("2026-03-01T10:00:00Z");
  public static final Instant CHECKED = ASKED.plusMillis(10);

  private static final UUID ROTATION = EventIds.of("rotation");

  private SampleEvents() {}

  public static Target target(String id) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion("eu-west-2")
        .setId(id)
        .build();
  }

  /** Pins that are active for a client from now on. */
  public static ApiApplied applied(String id, Instant at, String... pins) {
    return ApiApplied.newBuilder()
        .setEventId(EventIds.of("applied " + id + at))
        .setRotationId(ROTATION)
        .setOccurredAt(at)
        .setTarget(target(id))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setOutcome(ApplyOutcome.APPLIED)
        .setPrimaryPin(pins.length == 0 ? "" : pins[0])
        .setActivePins(List.of(pins))
        .setAttempts(1)
        .setValidatedAt(CHECKED)
        .build();
  }

  /** A handshake in which certificates with these pins were presented, leaf first. */
  public static PinObserved observed(String id, Instant at, String... certificatePins) {
    return observed(
        ObservationSource.HANDSHAKE,
        id,
        at,
        Stream.of(certificatePins).map(pin -> new PinPair(pin, "key of " + pin)).toList());
  }

  public static PinObserved observed(
      ObservationSource source, String id, Instant at, List<PinPair> presented) {
    return PinObserved.newBuilder()
        .setEventId(EventIds.of("observed " + id + at))
        .setOccurredAt(at)
        .setTarget(target(id))
        .setSensor("edge-1")
        .setSource(source)
        .setPresented(presented)
        .build();
  }

  public static ChainValidated validated(String id, Instant at) {
    return ChainValidated.newBuilder()
        .setEventId(EventIds.of("validated " + id + at))
        .setRotationId(ROTATION)
        .setOccurredAt(at)
        .setTarget(target(id))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setCertificateChain("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        .setDigestMatrix(List.of())
        .setPrimaryPin("new")
        .setPolicyName("oauth-client")
        .setPolicyVersion("1")
        .setPolicyDigest("00ff")
        .build();
  }

  /**
   * A failed rotation.
   *
   * @param checked when the chain was found good; null where it never was
   */
  public static RotationFailed failed(String id, Instant at, Instant checked, String code) {
    return RotationFailed.newBuilder()
        .setEventId(EventIds.of("failed " + id + at))
        .setRotationId(ROTATION)
        .setOccurredAt(at)
        .setTarget(target(id))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setValidatedAt(checked)
        .setStage(checked == null ? FailedStage.CHAIN_VALIDATOR : FailedStage.API_EXECUTOR)
        .setCode(code)
        .setMessage("no")
        .setRemediation("ask again")
        .setViolations(List.of())
        .setAttempts(0)
        .build();
  }

  /** A delivered webhook. Attempts are given by how long after the request they were made. */
  public static WebhookDelivered delivered(
      String id, Instant at, int replays, Duration... attempts) {
    return WebhookDelivered.newBuilder()
        .setEventId(EventIds.of("delivered " + id + at))
        .setRotationId(ROTATION)
        .setOccurredAt(at)
        .setTarget(target(id))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setWebhookId("msg_1")
        .setEndpoint("pki")
        .setUrl("https://pki.example/hook")
        .setTerminalEventId(EventIds.of("applied"))
        .setStatusCode(204)
        .setAttempts(Arrays.stream(attempts).map(SampleEvents::attempt).toList())
        .setReplays(replays)
        .build();
  }

  public static WebhookDeadLettered deadLettered(String id, Instant at) {
    return WebhookDeadLettered.newBuilder()
        .setEventId(EventIds.of("dead " + id + at))
        .setRotationId(ROTATION)
        .setOccurredAt(at)
        .setTarget(target(id))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setWebhookId("msg_1")
        .setEndpoint("pki")
        .setUrl("https://pki.example/hook")
        .setTerminalEventId(EventIds.of("applied"))
        .setPayload(ByteBuffer.wrap(new byte[] {'{', '}'}))
        .setContentType("application/json")
        .setCode("HTTP_500")
        .setAttempts(List.of(attempt(Duration.ofSeconds(1))))
        .build();
  }

  private static DeliveryAttempt attempt(Duration afterRequest) {
    return DeliveryAttempt.newBuilder()
        .setNumber(1)
        .setAttemptedAt(ASKED.plus(afterRequest))
        .setDurationMicros(5_000)
        .build();
  }
}
