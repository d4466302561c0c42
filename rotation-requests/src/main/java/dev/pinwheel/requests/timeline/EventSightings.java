package dev.pinwheel.requests.timeline;

import dev.pinwheel.requests.intake.Fingerprint;
import dev.pinwheel.requests.timeline.TimelineEvent.Effect.Reaches;
import dev.pinwheel.requests.timeline.TimelineEvent.Effect.Tells;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainNote;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Violation;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What the pipeline's events say in a timeline. */
public final class EventSightings {

  private EventSightings() {}

  /** What an event says; empty for an event of another kind. */
  public static Optional<Sighting> of(SpecificRecord event) {
    return switch (event) {
      case RotationRequested requested -> Optional.of(requested(requested));
      case ChainValidated validated -> Optional.of(validated(validated));
      case ApiApplied applied -> Optional.of(applied(applied));
      case RotationFailed failed -> Optional.of(failed(failed));
      case WebhookDelivered delivered -> Optional.of(delivered(delivered));
      case WebhookDeadLettered dead -> Optional.of(deadLettered(dead));
      default -> Optional.empty();
    };
  }

  private static Sighting requested(RotationRequested event) {
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getOccurredAt(),
        new TimelineEvent(
            "rotation-requested",
            event.getOccurredAt(),
            event.getEventId(),
            new Reaches(RotationState.REQUESTED),
            detail(
                "serviceId", event.getServiceId(),
                "requestedBy", event.getRequestedBy(),
                "webhookEndpoint", event.getWebhookEndpoint(),
                "reason", event.getReason())),
        Optional.of(Fingerprint.of(event)));
  }

  private static Sighting validated(ChainValidated event) {
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getRequestedAt(),
        new TimelineEvent(
            "chain-validated",
            event.getOccurredAt(),
            event.getEventId(),
            new Reaches(RotationState.VALIDATED),
            detail(
                "primaryPin", event.getPrimaryPin(),
                "fallbackPin", event.getFallbackPin(),
                "policyName", event.getPolicyName(),
                "policyVersion", event.getPolicyVersion(),
                "notes",
                    event.getNotes().isEmpty()
                        ? null
                        : event.getNotes().stream().map(EventSightings::note).toList())),
        Optional.empty());
  }

  private static Map<String, Object> note(ChainNote note) {
    return detail("kind", note.getKind(), "message", note.getMessage());
  }

  private static Sighting applied(ApiApplied event) {
    RotationState state =
        event.getOutcome() == ApplyOutcome.ALREADY_APPLIED
            ? RotationState.ALREADY_APPLIED
            : RotationState.APPLIED;
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getRequestedAt(),
        new TimelineEvent(
            "api-applied",
            event.getOccurredAt(),
            event.getEventId(),
            new Reaches(state),
            detail(
                "outcome", event.getOutcome().name(),
                "activePins", event.getActivePins(),
                "attempts", event.getAttempts(),
                "platformRequestId", event.getPlatformRequestId())),
        Optional.empty());
  }

  private static Sighting failed(RotationFailed event) {
    RotationState state =
        event.getStage() == FailedStage.CHAIN_VALIDATOR
            ? RotationState.REFUSED
            : RotationState.FAILED;
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getRequestedAt(),
        new TimelineEvent(
            "rotation-failed",
            event.getOccurredAt(),
            event.getEventId(),
            new Reaches(state),
            detail(
                "stage", event.getStage().name(),
                "code", event.getCode(),
                "message", event.getMessage(),
                "remediation", event.getRemediation(),
                "violations",
                    event.getViolations().stream().map(EventSightings::violation).toList(),
                "platformStatus", event.getPlatformStatus(),
                "platformRequestId", event.getPlatformRequestId(),
                "attempts", event.getAttempts())),
        Optional.empty());
  }

  private static Map<String, Object> violation(Violation violation) {
    return detail(
        "code", violation.getCode(),
        "position", violation.getPosition(),
        "message", violation.getMessage(),
        "remediation", violation.getRemediation());
  }

  private static Sighting delivered(WebhookDelivered event) {
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getRequestedAt(),
        new TimelineEvent(
            "webhook-delivered",
            event.getOccurredAt(),
            event.getEventId(),
            new Tells(Notification.DELIVERED),
            detail(
                "webhookId", event.getWebhookId(),
                "endpoint", event.getEndpoint(),
                "statusCode", event.getStatusCode(),
                "attempts", event.getAttempts().size(),
                "replays", event.getReplays())),
        Optional.empty());
  }

  private static Sighting deadLettered(WebhookDeadLettered event) {
    return new Sighting(
        name(event.getTarget(), event.getRotationId()),
        event.getTarget(),
        event.getRequestedAt(),
        new TimelineEvent(
            "webhook-dead-letter",
            event.getOccurredAt(),
            event.getEventId(),
            new Tells(Notification.DEAD_LETTERED),
            detail(
                "webhookId", event.getWebhookId(),
                "endpoint", event.getEndpoint(),
                "code", event.getCode(),
                "attempts", event.getAttempts().size(),
                "replays", event.getReplays())),
        Optional.empty());
  }

  private static RotationName name(Target target, UUID rotationId) {
    return new RotationName(TargetKey.of(target), rotationId);
  }

  /** Names and values in turn; what is null is left out. */
  private static Map<String, Object> detail(Object... namesAndValues) {
    Map<String, Object> detail = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      if (namesAndValues[index + 1] != null) {
        detail.put((String) namesAndValues[index], namesAndValues[index + 1]);
      }
    }
    return detail;
  }
}
