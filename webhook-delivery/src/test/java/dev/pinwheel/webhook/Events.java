package dev.pinwheel.webhook;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Violation;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.webhook.delivery.DeliveryEvents;
import dev.pinwheel.webhook.delivery.Notification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events for tests: rotation n of client n, asked for at {@link #ASKED}. */
public final class Events {

  public static final Instant ASKED = Instant.parse("2026-11-20T10:00:00Z");
  public static final Instant ENDED = Instant.parse("2026-11-20T10:00:01.250Z");

  private Events() {}

  public static Target target(int n) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion("eu-west-2")
        .setId("client-" + n)
        .build();
  }

  public static UUID rotation(int n) {
    return new UUID(0, n);
  }

  public static ApiApplied applied(int n, String endpoint) {
    return ApiApplied.newBuilder()
        .setEventId(EventIds.of(target(n), rotation(n), "api-applied"))
        .setRotationId(rotation(n))
        .setOccurredAt(ENDED)
        .setCausationId(new UUID(1, n))
        .setTarget(target(n))
        .setServiceId("arch-integration")
        .setRequestedBy("security-team")
        .setRequestedAt(ASKED)
        .setWebhookEndpoint(endpoint)
        .setOutcome(ApplyOutcome.APPLIED)
        .setPrimaryPin("primary" + n)
        .setFallbackPin("fallback" + n)
        .setActivePins(List.of("primary" + n, "fallback" + n))
        .setAttempts(1)
        .setPlatformRequestId("request-" + n)
        .setValidatedAt(ASKED)
        .build();
  }

  public static RotationFailed failed(int n, String endpoint) {
    return RotationFailed.newBuilder()
        .setEventId(EventIds.of(target(n), rotation(n), "rotation-failed"))
        .setRotationId(rotation(n))
        .setOccurredAt(ENDED)
        .setCausationId(new UUID(1, n))
        .setTarget(target(n))
        .setServiceId("arch-integration")
        .setRequestedBy("security-team")
        .setRequestedAt(ASKED)
        .setWebhookEndpoint(endpoint)
        .setStage(FailedStage.CHAIN_VALIDATOR)
        .setCode("VALIDITY_EXPIRED")
        .setMessage("the leaf expired \"yesterday\"")
        .setRemediation("issue a new one")
        .setViolations(
            List.of(
                Violation.newBuilder()
                    .setCode("VALIDITY_EXPIRED")
                    .setPosition(0)
                    .setMessage("the leaf expired")
                    .setCitation("RFC 5280 section 6.1.3 (a)(2)")
                    .setMeasured("2026-11-19T00:00:00Z")
                    .setRemediation("issue a new one")
                    .build()))
        .build();
  }

  /** The dead letter of an applied rotation that was never replayed. */
  public static WebhookDeadLettered deadLetter(int n, String endpoint, String code) {
    return deadLetter(n, endpoint, code, ENDED.plusSeconds(n));
  }

  public static WebhookDeadLettered deadLetter(
      int n, String endpoint, String code, Instant givenUpAt) {
    return DeliveryEvents.deadLetter(
        Notification.of(applied(n, endpoint)), "https://pki.example/hooks", code, givenUpAt);
  }
}
