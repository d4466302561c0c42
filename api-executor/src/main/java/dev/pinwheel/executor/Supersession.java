package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.InconsistentEventException;
import dev.pinwheel.executor.rotation.Progress;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.schemas.ChainValidated;
import java.util.Optional;

/**
 * Whether a rotation that would have to wait is given up for a newer one of its target.
 *
 * <p>Records of one key are handled in their order, so that the newer one lies behind the older one
 * in the same partition and can never be applied before it. Giving the older one up keeps that
 * order: its end is published first. Crash points:
 *
 * <ul>
 *   <li>Before the end is committed: no reader sees it. The older rotation is handled again,
 *       perhaps before the newer one was read, and may then be applied after all; the newer one
 *       follows. One end for each, in their order (promises G1, G2).
 *   <li>After it is committed: the offset went along. Only the newer one is handled.
 *   <li>A write of the older one that is known to be unsettled, or is not read back yet, is settled
 *       first. Of a write that a crash made us forget the newer one's first read tells; should it
 *       still be under way then, it carries the version that was read before it, and the platform
 *       refuses it with 412 once the newer one has written.
 * </ul>
 */
final class Supersession {

  private Supersession() {}

  /** The failure that ends the older rotation; empty where it goes on waiting. */
  static Optional<Failure> of(Delivery<ChainValidated> older, Progress progress)
      throws InterruptedException {
    return progress.unsettled().isPresent() || progress.accepted().isPresent()
        ? Optional.empty()
        : older
            .behind()
            .newest()
            .filter(newer -> isAnother(older.value(), newer) && isUsable(newer))
            .map(
                newer ->
                    Failure.of(
                        FailureCode.SUPERSEDED,
                        "rotation %s, asked for at %s, waits to be applied"
                            .formatted(newer.getRotationId(), newer.getRequestedAt())));
  }

  private static boolean isAnother(ChainValidated older, ChainValidated newer) {
    return newer.getTarget().equals(older.getTarget())
        && !newer.getRotationId().equals(older.getRotationId());
  }

  /** An event that contradicts itself will be refused; nothing may be given up for it. */
  private static boolean isUsable(ChainValidated event) {
    try {
      RotationPlan.of(event);
      return true;
    } catch (InconsistentEventException e) {
      return false;
    }
  }
}
