package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetCheck;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code GET} and {@code PATCH} of {@code /api/v2/trunks/byoc/{id}/credentials}.
 *
 * <p>A trunk and its failover peers are never changed at the same time. In this process {@link
 * FailoverGuard} sees to it, from the look before the write until the rotation has ended. Where
 * several executor processes share the partitions, a change by another one shows as the peer's
 * health, which the platform takes back with every write; it is read right before ours. What is
 * left is the time between that read and our write reaching the platform: two processes that write
 * both peers within it are not kept apart.
 */
public final class ByocTrunkProtocol implements TargetProtocol<ByocTrunkState> {

  private static final String READ = "sip_trunk:read";
  private static final String WRITE = "sip_trunk:write";

  private final FailoverGuard guard;
  private final SipAccounts accounts;
  private final Clock clock;

  /**
   * A protocol whose trunks nobody changes yet.
   *
   * @param lease how long a trunk keeps its peers waiting where its rotation is not heard of again
   * @param accounts digest credentials that are tried before a write
   */
  public ByocTrunkProtocol(Duration lease, SipAccounts accounts, Clock clock) {
    this.guard = new FailoverGuard(lease);
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.BYOC_TRUNK;
  }

  @Override
  public Reading<ByocTrunkState> read(PlatformCalls calls, Target target)
      throws InterruptedException {
    return ResourceCalls.isId(target.getId())
        ? readTrunk(calls, target.getId())
        : ResourceCalls.noSuch("BYOC trunk");
  }

  @Override
  public Gate beforeWrite(PlatformCalls calls, RotationPlan plan, ByocTrunkState read)
      throws InterruptedException {
    Optional<Failure> refusal = BackupPins.refused(plan).or(() -> boundToAnother(plan, read));
    if (refusal.isPresent()) {
      return new Gate.Closed(refusal.get());
    }
    Optional<String> inTheWay =
        guard.enter(
            TargetKey.of(plan.target()),
            read.peers().stream()
                .map(peer -> TargetKey.of(peer(plan.target(), peer)))
                .collect(Collectors.toSet()),
            plan.idempotencyKey(),
            clock.instant());
    if (inTheWay.isPresent()) {
      return new Gate.NotYet(
          FailureCode.FAILOVER_PEER_BUSY, inTheWay.get() + " is being changed", Optional.empty());
    }
    Gate gate = peersAreWell(calls, read);
    if (gate instanceof Gate.Open) {
      // Last, so that a registrar is asked once and not at every look at the peers.
      gate = accounts.gate(read.id());
    }
    if (!(gate instanceof Gate.Open)) {
      // The peer's own rotation may be what it takes, and must not wait for us.
      guard.leave(plan.idempotencyKey());
    }
    return gate;
  }

  @Override
  public Reaction write(PlatformCalls calls, RotationPlan plan, ByocTrunkState read, PinSet pins)
      throws InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("serviceId", plan.serviceId());
    body.put("certificateChain", plan.chain().pem());
    read.sipCredentialsRef().ifPresent(reference -> body.put("sipCredentialsRef", reference));
    return ComplianceRefusal.explained(
        ResourceCalls.write(
            calls, Method.PATCH, path(read.id()), plan, read.version(), body, WRITE),
        plan.chain());
  }

  @Override
  public Gate afterWrite(PlatformCalls calls, RotationPlan plan, ByocTrunkState held) {
    if (held.health().status().isEmpty()) {
      return new Gate.Open(
          List.of(TargetCheck.notChecked("trunk-health", "the platform does not tell it")));
    }
    return held.health().isHealthy()
        ? new Gate.Open(List.of(TargetCheck.passed("trunk-health", TrunkHealth.HEALTHY)))
        : Gate.NotYet.until(
            FailureCode.TRUNK_HEALTH_NOT_RETURNED,
            "the trunk's health is " + held.health(),
            () ->
                Failure.of(
                    FailureCode.TRUNK_HEALTH_NOT_RETURNED,
                    "the chain is written, and the health of %s is %s"
                        .formatted(held.id(), held.health())));
  }

  @Override
  public void ended(String idempotencyKey) {
    guard.leave(idempotencyKey);
  }

  /** While calls go over the failover path, outbound routing drops a trunk of another hash. */
  private static Optional<Failure> boundToAnother(RotationPlan plan, ByocTrunkState read) {
    return read.boundHash()
        .filter(bound -> read.failoverActive() && !bound.equals(plan.primary().base64()))
        .map(
            bound ->
                Failure.of(
                    FailureCode.FAILOVER_BOUND_TO_OLD_CERTIFICATE,
                    "outbound routing of %s is bound to the certificate %s, not to %s"
                        .formatted(read.id(), bound, plan.primary())));
  }

  /**
   * A working trunk is not touched while one of its peers is down, or is being changed: that would
   * be the last one to carry the calls. A trunk that is down itself only waits for changes.
   */
  private Gate peersAreWell(PlatformCalls calls, ByocTrunkState read) throws InterruptedException {
    for (String peer : read.peers()) {
      switch (readTrunk(calls, peer)) {
        case Reading.NotRead<ByocTrunkState> not -> {
          return new Gate.NotRead(not.reaction());
        }
        case Reading.Found<ByocTrunkState> found -> {
          TrunkHealth health = found.state().health();
          if (health.isChecking() || (health.isImpaired() && !read.health().isImpaired())) {
            String reason = "its failover peer %s is %s".formatted(peer, health);
            return Gate.NotYet.until(
                FailureCode.FAILOVER_PEER_BUSY,
                reason,
                () -> Failure.of(FailureCode.FAILOVER_PEER_BUSY, reason));
          }
        }
      }
    }
    return Gate.OPEN;
  }

  private static Reading<ByocTrunkState> readTrunk(PlatformCalls calls, String id)
      throws InterruptedException {
    return ResourceCalls.read(calls, path(id), READ, done -> ByocTrunkState.of(id, done));
  }

  private static Target peer(Target target, String id) {
    return Target.newBuilder(target).setId(id).build();
  }

  private static List<String> path(String id) {
    return List.of("api", "v2", "trunks", "byoc", id, "credentials");
  }
}
