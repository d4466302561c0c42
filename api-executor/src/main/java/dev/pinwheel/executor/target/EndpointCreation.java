package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.schemas.NewEndpoint;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/v2/data/management/endpoints}: an endpoint that is not there yet. The request
 * names it and says where calls go; the id is the target's; every other setting is the least that
 * does not fail later ({@link EndpointSettings}).
 */
final class EndpointCreation {

  private EndpointCreation() {}

  /** The settings that it gets, but for id and references. */
  static ObjectNode settings(NewEndpoint wanted) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("name", wanted.getName()).put("url", wanted.getUrl());
    settings.put("securityType", "mutual_tls").put("verifySsl", true);
    settings
        .put("timeout", EndpointSettings.LEAST_TIMEOUT_MILLIS)
        .put("retryCount", EndpointSettings.MOST_RETRIES)
        .put("retryInterval", EndpointSettings.LEAST_RETRY_INTERVAL_MILLIS);
    ObjectNode headers = settings.putObject("headers");
    EndpointSettings.HEADERS.forEach(name -> headers.put(name, EndpointSettings.JSON_TYPE));
    return settings;
  }

  /**
   * Creates it. A platform that gives it an id of its own has created another target than the one
   * that was asked for; a repeat after a crash is answered the same, by its Idempotency-Key.
   */
  static Reaction send(
      PlatformCalls calls, RotationPlan plan, List<String> path, ObjectNode body, String permission)
      throws InterruptedException {
    String id = plan.target().getId();
    Reaction reaction =
        ResourceCalls.write(
            calls, Method.POST, path, plan, Optional.empty(), body.put("id", id), permission);
    if (!(reaction instanceof Reaction.Done done)) {
      return reaction;
    }
    String given = done.body().path("id").asText(id);
    return given.equals(id) || !ResourceCalls.isId(given)
        ? done // what it holds is read back in any case
        : new Reaction.Refused(
            new Failure(
                FailureCode.ENDPOINT_CREATED_UNDER_ANOTHER_ID,
                "asked for %s, the platform calls it %s".formatted(id, given),
                done.trail()));
  }
}
