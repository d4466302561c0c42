package dev.pinwheel.stack.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Faults as admin calls write them: {@code {"match": {"method", "pathPrefix", "targetId"}, "fault":
 * {"type", "status", "retryAfter", "delayMs", "body", "afterEffect"}, "times"}}; all but the type
 * may be left out.
 */
final class FaultJson {

  private FaultJson() {}

  static PlannedFault read(JsonNode rule) throws MalformedFaultException {
    onlyFields(rule, Set.of("match", "fault", "times"));
    JsonNode match = rule.path("match");
    onlyFields(match, Set.of("method", "pathPrefix", "targetId"));
    JsonNode times = rule.path("times");
    if (!times.isMissingNode() && !(times.isIntegralNumber() && times.asLong() >= 1)) {
      throw new MalformedFaultException("times is a whole number from 1");
    }
    return new PlannedFault(
        new FaultMatch(text(match, "method"), text(match, "pathPrefix"), text(match, "targetId")),
        fault(rule.path("fault")),
        times.asLong(FaultPlan.UNLIMITED),
        0);
  }

  private static Fault fault(JsonNode fault) throws MalformedFaultException {
    onlyFields(fault, Set.of("type", "status", "retryAfter", "delayMs", "body", "afterEffect"));
    return new Fault(
        type(text(fault, "type").orElse("")),
        fault.has("status") ? OptionalInt.of(status(fault.get("status"))) : OptionalInt.empty(),
        text(fault, "retryAfter"),
        fault.has("delayMs")
            ? Optional.of(Duration.ofMillis(milliseconds(fault.get("delayMs"))))
            : Optional.empty(),
        text(fault, "body"),
        fault.path("afterEffect").asBoolean(false));
  }

  private static FaultType type(String name) throws MalformedFaultException {
    String canonical = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(FaultType.values())
        .filter(type -> type.name().equals(canonical.equals("RESET") ? "RESET_BEFORE" : canonical))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedFaultException(
                    "type is one of " + Arrays.toString(FaultType.values())));
  }

  private static int status(JsonNode status) throws MalformedFaultException {
    if (!status.isInt() || status.asInt() < 200 || status.asInt() > 599) {
      throw new MalformedFaultException("status is a whole number from 200 to 599");
    }
    return status.asInt();
  }

  private static long milliseconds(JsonNode delay) throws MalformedFaultException {
    if (!delay.isIntegralNumber() || delay.asLong() < 0) {
      throw new MalformedFaultException("delayMs is a whole number from 0");
    }
    return delay.asLong();
  }

  private static Optional<String> text(JsonNode node, String field) throws MalformedFaultException {
    if (!node.hasNonNull(field)) {
      return Optional.empty();
    }
    if (!node.get(field).isValueNode()) {
      throw new MalformedFaultException(field + " is a text");
    }
    return Optional.of(node.get(field).asText());
  }

  private static void onlyFields(JsonNode node, Set<String> known) throws MalformedFaultException {
    if (!node.isMissingNode() && !node.isObject()) {
      throw new MalformedFaultException("expected an object with " + known);
    }
    for (var field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw new MalformedFaultException("unknown " + field.getKey() + "; known are " + known);
      }
    }
  }

  static ObjectNode write(PlannedFault planned) {
    ObjectNode rule = Replies.JSON.createObjectNode();
    ObjectNode match = rule.putObject("match");
    planned.match().method().ifPresent(method -> match.put("method", method));
    planned.match().pathPrefix().ifPresent(prefix -> match.put("pathPrefix", prefix));
    planned.match().targetId().ifPresent(id -> match.put("targetId", id));
    Fault fault = planned.fault();
    ObjectNode body = rule.putObject("fault").put("type", fault.type().name());
    fault.status().ifPresent(status -> body.put("status", status));
    fault.retryAfter().ifPresent(text -> body.put("retryAfter", text));
    fault.delay().ifPresent(delay -> body.put("delayMs", delay.toMillis()));
    fault.body().ifPresent(text -> body.put("body", text));
    body.put("afterEffect", fault.afterEffect());
    if (planned.times() != FaultPlan.UNLIMITED) {
      rule.put("times", planned.times());
    }
    return rule.put("hits", planned.hits());
  }
}
