package dev.pinwheel.executor.target;

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
import dev.pinwheel.executor.rotation.TargetCheck;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET} and {@code PUT} of {@code /api/v2/telephony/providers/edges/{edgeId}/trunks/{id}}. A
 * trunk does not register with a new bundle by itself: it is asked to, and watched. That a private
 * authority's root is in the bundle is what the policy template sees to.
 */
public final class EdgeTrunkProtocol implements TargetProtocol<EdgeTrunkState> {

  private static final String READ = "trunk:admin";
  private static final String WRITE = "trunk:admin and certificate:manage";
  private static final int FORBIDDEN = 403;

  private final SipAccounts accounts;

  /**
   * A protocol.
   *
   * @param accounts digest credentials that are tried before a write
   */
  public EdgeTrunkProtocol(SipAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.EDGE_TRUNK;
  }

  @Override
  public Reading<EdgeTrunkState> read(PlatformCalls calls, Target target)
      throws InterruptedException {
    String edgeId = Optional.ofNullable(target.getEdgeId()).orElse("");
    if (edgeId.isEmpty()) {
      return new Reading.NotRead<>(
          new Reaction.Refused(
              Failure.of(FailureCode.EDGE_ID_MISSING, "the target has no edgeId")));
    }
    if (!ResourceCalls.isId(target.getId()) || !ResourceCalls.isId(edgeId)) {
      return ResourceCalls.noSuch("edge trunk");
    }
    Reading<EdgeTrunkState.Edge> edge =
        ResourceCalls.read(
            calls, edgePath(target), READ, done -> EdgeTrunkState.Edge.of(edgeId, done));
    return switch (edge) {
      case Reading.NotRead<EdgeTrunkState.Edge> not -> new Reading.NotRead<>(not.reaction());
      case Reading.Found<EdgeTrunkState.Edge> found ->
          ResourceCalls.read(
              calls, path(target), READ, done -> EdgeTrunkState.of(target, found.state(), done));
    };
  }

  @Override
  public Gate beforeWrite(PlatformCalls calls, RotationPlan plan, EdgeTrunkState read)
      throws InterruptedException {
    Optional<Failure> refusal = BackupPins.refused(plan);
    return refusal.isPresent()
        ? new Gate.Closed(refusal.get())
        : accounts.gate(plan.target().getId());
  }

  @Override
  public Reaction write(PlatformCalls calls, RotationPlan plan, EdgeTrunkState read, PinSet pins)
      throws InterruptedException {
    ObjectNode body = read.document().deepCopy();
    body.put("certificateBundle", plan.chain().pem());
    // They follow from the bundle, and from what becomes of it.
    body.remove(List.of("certificateHash", "registration"));
    Reaction reaction =
        ResourceCalls.write(
            calls, Method.PUT, path(plan.target()), plan, read.version(), body, WRITE);
    return reaction instanceof Reaction.Refused refused && isForbidden(refused)
        ? new Reaction.Refused(explained(calls, plan, refused.failure()))
        : ComplianceRefusal.explained(reaction, plan.chain());
  }

  @Override
  public Gate afterWrite(PlatformCalls calls, RotationPlan plan, EdgeTrunkState held)
      throws InterruptedException {
    Registration registration = held.registration();
    String leaf = plan.primary().base64();
    if (!registration.isWith(leaf)) {
      return register(calls, plan);
    }
    if (registration.is("REGISTERED")) {
      return new Gate.Open(List.of(TargetCheck.passed("trunk-registration", "REGISTERED")));
    }
    Failure failure =
        Failure.of(
            FailureCode.TRUNK_REGISTRATION_FAILED,
            "the registration of %s is %s"
                .formatted(plan.target().getId(), registration.status().orElse("unknown")));
    return registration.is("FAILED")
        ? new Gate.Closed(explained(calls, plan, failure))
        : Gate.NotYet.until(
            FailureCode.TRUNK_REGISTRATION_FAILED,
            "the trunk registers with the new bundle",
            () -> explained(calls, plan, failure));
  }

  private Gate register(PlatformCalls calls, RotationPlan plan) throws InterruptedException {
    PlatformRequest request =
        new PlatformRequest(
            Method.POST,
            below(path(plan.target()), "register"),
            Map.of(),
            Optional.of(JsonNodeFactory.instance.objectNode()),
            READ);
    return switch (calls.call(request)) {
      case Reaction.Refused refused when isForbidden(refused) ->
          new Gate.Closed(
              explained(
                  calls,
                  plan,
                  new Failure(
                      FailureCode.TRUNK_REGISTRATION_REFUSED,
                      refused.failure().message(),
                      refused.failure().trail())));
      case Reaction.Done done -> asked(calls, plan);
      // It registers already, or is being changed: the next look tells.
      case Reaction.Conflict conflict -> asked(calls, plan);
      case Reaction other -> new Gate.NotRead(other);
    };
  }

  private Gate asked(PlatformCalls calls, RotationPlan plan) {
    return Gate.NotYet.until(
        FailureCode.TRUNK_REGISTRATION_FAILED,
        "the trunk was asked to register",
        () ->
            explained(
                calls,
                plan,
                Failure.of(
                    FailureCode.TRUNK_REGISTRATION_FAILED,
                    plan.target().getId() + " was asked to register and never did")));
  }

  private static boolean isForbidden(Reaction.Refused refused) {
    return refused.failure().trail().status().equals(Optional.of(FORBIDDEN))
        && refused.failure().code() == FailureCode.PLATFORM_FORBIDDEN;
  }

  private static Failure explained(PlatformCalls calls, RotationPlan plan, Failure failure)
      throws InterruptedException {
    return EdgeAudit.explained(
        calls, below(path(plan.target()), "auditTrail"), READ, plan.primary().base64(), failure);
  }

  private static List<String> edgePath(Target target) {
    return List.of("api", "v2", "telephony", "providers", "edges", target.getEdgeId());
  }

  private static List<String> path(Target target) {
    return below(edgePath(target), "trunks", target.getId());
  }

  private static List<String> below(List<String> path, String... segments) {
    List<String> longer = new ArrayList<>(path);
    longer.addAll(List.of(segments));
    return longer;
  }
}
