package dev.pinwheel.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The body of a webhook: a JSON object. The same event gives the same bytes. Times are RFC 3339 in
 * UTC, {@code latency} is milliseconds from the request to the end of the rotation, {@code pins} is
 * the primary pin and then the fallback pin, as far as they are known. A field without a value is
 * left out.
 */
public final class WebhookPayload {

  public static final String CONTENT_TYPE = "application/json";

  /** Value of {@code event} for a rotation that was applied. */
  static final String ROTATED = "certificate_rotation";

  /** Value of {@code event} for a rotation that ended without effect. */
  static final String FAILED = "certificate_rotation_failed";

  private WebhookPayload() {}

  /** The body that tells of an applied rotation. */
  public static byte[] of(ApiApplied event) {
    ObjectNode body =
        beginning(
            ROTATED,
            event.getTarget(),
            pins(event.getPrimaryPin(), event.getFallbackPin()),
            event.getRequestedAt(),
            event.getOccurredAt());
    addOrigin(body, event.getRotationId(), event.getEventId(), event.getTarget());
    body.put("serviceId", event.getServiceId());
    body.put("outcome", event.getOutcome().name());
    ArrayNode activePins = body.putArray("activePins");
    event.getActivePins().forEach(activePins::add);
    addText(body, "platformRequestId", event.getPlatformRequestId());
    addTimes(body, event.getRequestedAt(), event.getOccurredAt());
    return bytes(body);
  }

  /** The body that tells of a failed rotation. */
  public static byte[] of(RotationFailed event) {
    ObjectNode body =
        beginning(
            FAILED,
            event.getTarget(),
            pins(event.getPrimaryPin(), event.getFallbackPin()),
            event.getRequestedAt(),
            event.getOccurredAt());
    addOrigin(body, event.getRotationId(), event.getEventId(), event.getTarget());
    body.put("serviceId", event.getServiceId());
    body.put("outcome", "FAILED");
    body.put("stage", event.getStage().name());
    body.put("code", event.getCode());
    body.put("message", event.getMessage());
    body.put("remediation", event.getRemediation());
    ArrayNode violations = body.putArray("violations");
    event.getViolations().forEach(violation -> violations.add(json(violation)));
    addNumber(body, "platformStatus", event.getPlatformStatus());
    addText(body, "platformRequestId", event.getPlatformRequestId());
    addTimes(body, event.getRequestedAt(), event.getOccurredAt());
    return bytes(body);
  }

  /** The four fields that receivers of the first generation read come first. */
  private static ObjectNode beginning(
      String event, Target target, ArrayNode pins, Instant requestedAt, Instant occurredAt) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("event", event);
    body.put("clientId", target.getId());
    body.set("pins", pins);
    body.put("latency", Duration.between(requestedAt, occurredAt).toMillis());
    return body;
  }

  private static void addOrigin(ObjectNode body, UUID rotationId, UUID eventId, Target target) {
    body.put("rotationId", rotationId.toString());
    body.put("eventId", eventId.toString());
    ObjectNode json = body.putObject("target");
    json.put("kind", target.getKind().name());
    json.put("region", target.getRegion());
    json.put("id", target.getId());
    addText(json, "edgeId", target.getEdgeId());
    addText(json, "organizationId", target.getOrganizationId());
  }

  private static void addTimes(ObjectNode body, Instant requestedAt, Instant occurredAt) {
    body.put("requestedAt", requestedAt.toString());
    body.put("occurredAt", occurredAt.toString());
  }

  private static ObjectNode json(Violation violation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", violation.getCode());
    addNumber(json, "position", violation.getPosition());
    addText(json, "subject", violation.getSubject());
    json.put("message", violation.getMessage());
    json.put("citation", violation.getCitation());
    addText(json, "measured", violation.getMeasured());
    addText(json, "required", violation.getRequired());
    json.put("remediation", violation.getRemediation());
    return json;
  }

  private static ArrayNode pins(String primary, String fallback) {
    ArrayNode pins = JsonNodeFactory.instance.arrayNode();
    if (primary != null) {
      pins.add(primary);
    }
    if (fallback != null) {
      pins.add(fallback);
    }
    return pins;
  }

  private static void addText(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void addNumber(ObjectNode json, String name, Integer value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(UTF_8);
  }
}
