package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import dev.pinwheel.testing.promise.Evidence.Webhook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a run left behind, put together by hand: every method adds what one step leaves when it does
 * right, and the lists are there to be spoilt. Only the fields that promises look at are set.
 */
final class Story {

  static final Target TARGET =
      Target.newBuilder()
          .setKind(TargetKind.OAUTH_CLIENT)
          .setRegion("eu-west-2")
          .setId("client")
          .build();

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final List<Rotation> accepted = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<PlatformCall> calls = new ArrayList<>();
  final List<Webhook> webhooks = new ArrayList<>();
  final List<UUID> audited = new ArrayList<>();
  final List<String> auditFaults = new ArrayList<>();
  final List<RawRecord> garbage = new ArrayList<>();
  final List<RawRecord> quarantined = new ArrayList<>();
  final List<UUID> replayed = new ArrayList<>();

  /** One rotation that was applied and told, and one that failed, was lost and sent again. */
  static Story kept() {
    Story story = new Story();
    story.asked(1);
    story.validated(1, "pin-1");
    story.changed("pin-1", 1, 2);
    story.applied(1, "pin-1");
    story.delivered(1);
    story.asked(2);
    story.failed(2);
    story.deadLettered(2, "body-2");
    story.sentAgain(2);
    story.garbage.add(new RawRecord("rotation-requested", 3, 7, List.of((byte) 1)));
    story.quarantined.addAll(story.garbage);
    return story;
  }

  Evidence evidence() {
    return new Evidence(
        accepted, events, calls, webhooks, audited, auditFaults, garbage, quarantined, replayed);
  }

  void asked(int rotation) {
    RotationRequested event = new RotationRequested();
    set(event, "eventId", id("requested", rotation));
    set(event, "rotationId", id("rotation", rotation));
    set(event, "target", TARGET);
    accepted.add(Rotation.of(TARGET, event.getRotationId()));
    add("rotation-requested", event, event.getEventId());
  }

  /** The same request, accepted at another time; it is in the audit log already. */
  void askedAgain(int rotation) {
    askedAgain(rotation, null);
  }

  /** A request under the id of one that was asked before. */
  void askedAgain(int rotation, String serviceId) {
    asked(rotation);
    RotationRequested event = (RotationRequested) events.getLast().value();
    set(event, "occurredAt", NOON);
    set(event, "serviceId", serviceId);
    accepted.removeLast();
    audited.removeLast();
  }

  void validated(int rotation, String pin) {
    ChainValidated event = new ChainValidated();
    set(event, "eventId", id("validated", rotation));
    set(event, "rotationId", id("rotation", rotation));
    set(event, "target", TARGET);
    set(event, "primaryPin", pin);
    add("chain-validated", event, event.getEventId());
  }

  void applied(int rotation, String pin) {
    ApiApplied event = new ApiApplied();
    set(event, "eventId", id("outcome", rotation));
    set(event, "rotationId", id("rotation", rotation));
    set(event, "target", TARGET);
    set(event, "outcome", ApplyOutcome.APPLIED);
    set(event, "primaryPin", pin);
    set(event, "activePins", List.of(pin));
    add("api-applied", event, event.getEventId());
  }

  void failed(int rotation) {
    RotationFailed event = new RotationFailed();
    set(event, "eventId", id("outcome", rotation));
    set(event, "rotationId", id("rotation", rotation));
    set(event, "target", TARGET);
    add("rotation-failed", event, event.getEventId());
  }

  void delivered(int rotation) {
    WebhookDelivered event = new WebhookDelivered();
    set(event, "eventId", id("delivered", rotation));
    set(event, "webhookId", "webhook-" + rotation);
    set(event, "terminalEventId", id("outcome", rotation));
    webhooks.add(new Webhook(event.getWebhookId(), "body-" + rotation, true, true));
    add("webhook-delivered", event, event.getEventId());
  }

  void deadLettered(int rotation, String payload) {
    WebhookDeadLettered event = new WebhookDeadLettered();
    set(event, "eventId", id("letter", rotation));
    set(event, "webhookId", "webhook-" + rotation);
    set(event, "terminalEventId", id("outcome", rotation));
    set(event, "payload", ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    webhooks.add(new Webhook(event.getWebhookId(), "body-" + rotation, true, false));
    add("webhook-dead-letter", event, event.getEventId());
  }

  /** A replay of a dead letter. */
  void sentAgain(int rotation) {
    WebhookRetry event = new WebhookRetry();
    set(event, "eventId", id("again", events.size()));
    set(event, "causationId", id("letter", rotation));
    set(event, "replays", 1);
    replayed.add(event.getCausationId());
    add("webhook-retry-5s", event, event.getEventId());
  }

  /** A write that changed the target, from one second to another. */
  void changed(String pin, int from, int to) {
    calls.add(
        new PlatformCall(
            TargetKey.of(TARGET), true, true, pin, NOON.plusSeconds(from), NOON.plusSeconds(to)));
  }

  void remove(Class<? extends SpecificRecord> type) {
    events.removeIf(event -> type.isInstance(event.value()));
  }

  static UUID id(String step, int rotation) {
    return UUID.nameUUIDFromBytes((step + rotation).getBytes(StandardCharsets.UTF_8));
  }

  /** Sets a field of an event, which has no setters: no stage may change one. */
  static void set(SpecificRecord event, String field, Object value) {
    event.put(event.getSchema().getField(field).pos(), value);
  }

  private void add(String topic, SpecificRecord value, UUID eventId) {
    events.add(new Event(topic, 0, events.size(), TargetKey.of(TARGET), value));
    if (!topic.startsWith("webhook-retry-")) {
      audited.add(eventId);
    }
  }
}
