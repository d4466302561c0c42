package dev.pinwheel.requests.timeline;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events of one rotation, a second apart. */
public record Events(String targetId, UUID rotationId, Instant requestedAt) {

  public Target target() {
    return new Target(TargetKind.OAUTH_CLIENT, "eu-west-2", targetId, null, null);
  }

  public RotationRequested requested() {
    return RotationRequested.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "rotation-requested"))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt)
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setCertificateChain("chain")
        .build();
  }

  ChainValidated validated() {
    return ChainValidated.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "chain-validated"))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt.plusSeconds(1))
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setRequestedAt(requestedAt)
        .setCertificateChain("chain")
        .setDigestMatrix(List.of())
        .setPrimaryPin("pin")
        .setPolicyName("oauth")
        .setPolicyVersion("1")
        .setPolicyDigest("digest")
        .build();
  }

  ApiApplied applied(ApplyOutcome outcome) {
    return ApiApplied.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "api-applied"))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt.plusSeconds(2))
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setRequestedAt(requestedAt)
        .setOutcome(outcome)
        .setPrimaryPin("pin")
        .setActivePins(List.of("pin"))
        .setAttempts(1)
        .setValidatedAt(requestedAt.plusSeconds(1))
        .build();
  }

  RotationFailed failed(FailedStage stage) {
    return RotationFailed.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "rotation-failed"))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt.plusSeconds(2))
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setRequestedAt(requestedAt)
        .setStage(stage)
        .setCode("VALIDITY_EXPIRED")
        .setMessage("expired")
        .setRemediation("renew")
        .build();
  }

  WebhookDelivered delivered(int replays) {
    return WebhookDelivered.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "webhook-delivered/" + replays))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt.plusSeconds(4L + 2L * replays))
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setRequestedAt(requestedAt)
        .setWebhookId("w")
        .setEndpoint("default")
        .setUrl("http://localhost/")
        .setTerminalEventId(new UUID(0, 1))
        .setStatusCode(204)
        .setAttempts(List.of())
        .setReplays(replays)
        .build();
  }

  WebhookDeadLettered deadLettered(int replays) {
    return WebhookDeadLettered.newBuilder()
        .setEventId(EventIds.of(target(), rotationId, "webhook-dead-letter/" + replays))
        .setRotationId(rotationId)
        .setOccurredAt(requestedAt.plusSeconds(3L + 2L * replays))
        .setTarget(target())
        .setServiceId("billing")
        .setRequestedBy("ci")
        .setRequestedAt(requestedAt)
        .setWebhookId("w")
        .setEndpoint("default")
        .setUrl("http://localhost/")
        .setTerminalEventId(new UUID(0, 1))
        .setPayload(ByteBuffer.allocate(0))
        .setContentType("application/json")
        .setCode("HTTP_500")
        .setAttempts(List.of())
        .setReplays(replays)
        .build();
  }
}
