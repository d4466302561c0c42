package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;

/** {@code GET} and {@code PATCH} of {@code /api/v2/oauth/clients/{id}}. */
public final class OAuthClientProtocol implements TargetProtocol<OAuthClientState> {

  private static final int PRIMARY_AND_FALLBACK = 2;
  private static final String READ = "admin:client:read";
  private static final String UPDATE = "admin:client:update";

  @Override
  public TargetKind kind() {
    return TargetKind.OAUTH_CLIENT;
  }

  @Override
  public Reading<OAuthClientState> read(PlatformCalls calls, Target target)
      throws InterruptedException {
    return ResourceCalls.isId(target.getId())
        ? ResourceCalls.read(
            calls,
            path(target),
            READ,
            done -> OAuthClientState.of(target.getId(), done.body(), done.version()))
        : ResourceCalls.noSuch("OAuth client");
  }

  @Override
  public Reaction write(PlatformCalls calls, RotationPlan plan, OAuthClientState read, PinSet pins)
      throws InterruptedException {
    return ResourceCalls.write(
        calls,
        Method.PATCH,
        path(plan.target()),
        plan,
        read.version(),
        body(plan, read, pins),
        UPDATE);
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

  private static List<String> path(Target target) {
    return List.of("api", "v2", "oauth", "clients", target.getId());
  }
}
