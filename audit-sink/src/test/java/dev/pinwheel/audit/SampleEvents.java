package dev.pinwheel.audit;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.CertificateDigest;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One event of each type, all of one rotation. */
public final class SampleEvents {

  public static final Instant ASKED = Instant.parse("2026-03-01T10:00:00.000001Z");
  public static final String NEW_PIN = "n2Zq0qg1f3e0D4tQ0m1vH0n0n0n0n0n0n0n0n0n0n0k=";
  public static final String OLD_PIN = "o2Zq0qg1f3e0D4tQ0m1vH0n0n0n0n0n0n0n0n0n0n0k=";

  private SampleEvents() {}

  /** The rotation of a number. */
  public static UUID rotation(int number) {
    return EventIds.of("rotation " + number);
  }

  public static Target target(int number) {
    return target(TargetKind.OAUTH_CLIENT, number);
  }

  public static Target target(TargetKind kind, int number) {
    return Target.newBuilder()
        .setKind(kind)
        .setRegion("eu-west-2")
        .setId("client-" + number)
        .build();
  }

  public static RotationRequested requested(int number) {
    return RotationRequested.newBuilder()
        .setEventId(id(number, "rotation-requested"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED)
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setCertificateChain("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        .setReason("because \"it\" ends\u0000 soon, \u00e9")
        .build();
  }

  public static ChainValidated validated(int number) {
    return ChainValidated.newBuilder()
        .setEventId(id(number, "chain-validated"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED.plusMillis(12))
        .setCausationId(id(number, "rotation-requested"))
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setCertificateChain("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        .setDigestMatrix(
            List.of(
                CertificateDigest.newBuilder()
                    .setPosition(0)
                    .setSubject("CN=client")
                    .setIssuer("CN=ca")
                    .setSerialNumber("1f")
                    .setNotBefore(ASKED)
                    .setNotAfter(ASKED.plusSeconds(86_400))
                    .setCertificatePin(NEW_PIN)
                    .setSpkiPin(OLD_PIN)
                    .setAddedFromStore(false)
                    .build()))
        .setPrimaryPin(NEW_PIN)
        .setPolicyName("oauth-client")
        .setPolicyVersion("1")
        .setPolicyDigest("00ff")
        .build();
  }

  public static ApiApplied applied(int number) {
    return ApiApplied.newBuilder()
        .setEventId(id(number, "api-applied"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED.plusMillis(1_234))
        .setCausationId(id(number, "chain-validated"))
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setOutcome(ApplyOutcome.APPLIED)
        .setPrimaryPin(NEW_PIN)
        .setFallbackPin(OLD_PIN)
        .setActivePins(List.of(NEW_PIN, OLD_PIN))
        .setAttempts(1)
        .setValidatedAt(ASKED.plusMillis(12))
        .build();
  }

  public static RotationFailed failed(int number) {
    return RotationFailed.newBuilder()
        .setEventId(id(number, "rotation-failed"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED.plusMillis(20))
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setStage(FailedStage.CHAIN_VALIDATOR)
        .setCode("VALIDITY_EXPIRED")
        .setMessage("the leaf has expired")
        .setRemediation("ask for a new one")
        .setViolations(List.of())
        .setAttempts(0)
        .build();
  }

  public static WebhookDelivered delivered(int number) {
    return WebhookDelivered.newBuilder()
        .setEventId(id(number, "webhook-delivered/1"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED.plusMillis(1_300))
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setWebhookId("msg_1")
        .setEndpoint("pki")
        .setUrl("https://pki.example/hook")
        .setTerminalEventId(id(number, "api-applied"))
        .setStatusCode(204)
        .setAttempts(List.of(attempt()))
        .build();
  }

  public static WebhookDeadLettered deadLettered(int number) {
    return WebhookDeadLettered.newBuilder()
        .setEventId(id(number, "webhook-dead-letter/1"))
        .setRotationId(rotation(number))
        .setOccurredAt(ASKED.plusSeconds(90))
        .setTarget(target(number))
        .setServiceId("billing")
        .setRequestedBy("alice")
        .setRequestedAt(ASKED)
        .setWebhookId("msg_1")
        .setEndpoint("pki")
        .setUrl("https://pki.example/hook")
        .setTerminalEventId(id(number, "api-applied"))
        .setPayload(ByteBuffer.wrap("{\"event\":1}".getBytes(StandardCharsets.UTF_8)))
        .setContentType("application/json")
        .setCode("HTTP_500")
        .setAttempts(List.of(attempt()))
        .build();
  }

  public static PinObserved observed(int number) {
    return PinObserved.newBuilder()
        .setEventId(id(number, "pin-observed/1"))
        .setOccurredAt(ASKED.plusSeconds(5))
        .setTarget(target(number))
        .setSensor("edge-1")
        .setSource(ObservationSource.HANDSHAKE)
        .setPresented(List.of(new PinPair(NEW_PIN, OLD_PIN)))
        .build();
  }

  private static DeliveryAttempt attempt() {
    return DeliveryAttempt.newBuilder()
        .setNumber(1)
        .setAttemptedAt(ASKED.plusMillis(1_250))
        .setDurationMicros(50_000)
        .setStatusCode(204)
        .build();
  }

  private static UUID id(int number, String step) {
    return EventIds.of(target(number), rotation(number), step);
  }
}
