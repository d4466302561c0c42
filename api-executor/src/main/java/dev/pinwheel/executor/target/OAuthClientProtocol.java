package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET} and {@code PATCH} of {@code /api/v2/oauth/clients/{id}}. */
public final class OAuthClientProtocol implements TargetProtocol<OAuthClientState> {

  private static final int PRIMARY_AND_FALLBACK = 2;
  private static final String READ = "admin:client:read";
  private static final String UPDATE = "admin:client:update";

  /** Ids that name one path segment: no dots alone, which would name another resource. */
  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

  @Override
  public TargetKind kind() {
    return TargetKind.OAUTH_CLIENT;
  }

  @Override
  public Reading<OAuthClientState> read(PlatformCalls calls, Target target)
      throws InterruptedException {
    if (!ID.matcher(target.getId()).matches()) {
      return new Reading.NotRead<>(
          new Reaction.Refused(
              Failure.of(
                  FailureCode.TARGET_NOT_FOUND, "no OAuth client's id looks like this one")));
    }
    PlatformRequest request = PlatformRequest.get(path(target), READ);
    return switch (calls.call(request)) {
      case Reaction.Done done -> found(request, target, done);
      case Reaction other -> new Reading.NotRead<>(other);
    };
  }

  @Override
  public Reaction write(PlatformCalls calls, RotationPlan plan, OAuthClientState read, PinSet pins)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", plan.idempotencyKey());
    // A write that is sent late, by a process that lost its partition meanwhile, is refused by the
    // platform with 412. A weak validator never matches (RFC 9110 section 13.1.1).
    read.version()
        .filter(version -> !version.startsWith("W/"))
        .ifPresent(version -> headers.put("If-Match", version));
    return calls.call(
        new PlatformRequest(
            Method.PATCH,
            path(plan.target()),
            headers,
            Optional.of(body(plan, read, pins)),
            UPDATE));
  }

  private static ObjectNode body(RotationPlan plan, OAuthClientState read, PinSet pins) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("serviceId", plan.serviceId());
    body.put("primaryPin", pins.primary().base64());
    // Without a fallback there is no other pin on the platform either, so nothing is to be cleared.
    pins.fallback().ifPresent(fallback -> body.put("fallbackPin", fallback.base64()));
    // What a PATCH leaves out stays: backup pins of an earlier rotation are cleared by a list.
    if (!pins.backups().isEmpty() || read.activePins().size() > PRIMARY_AND_FALLBACK) {
      ArrayNode backups = body.putArray("backupPins");
      pins.backups().forEach(pin -> backups.add(pin.base64()));
    }
    body.put("maxPinCount", PinSet.MOST);
    body.put("certificateChain", plan.chainPem());
    body.put("mtlsRequired", true);
    return body;
  }

  private static Reading<OAuthClientState> found(
      PlatformRequest request, Target target, Reaction.Done done) {
    try {
      return new Reading.Found<>(OAuthClientState.of(target.getId(), done.body(), done.version()));
    } catch (MalformedAnswerException e) {
      return new Reading.NotRead<>(
          new Reaction.Again(
              new Failure(
                  FailureCode.PLATFORM_RESPONSE_INVALID,
                  request.name() + ": " + e.getMessage(),
                  done.trail()),
              Optional.empty()));
    }
  }

  private static List<String> path(Target target) {
    return List.of("api", "v2", "oauth", "clients", target.getId());
  }
}
