package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
import java.util.Optional;

/**
 * A moment in the life of a call at which a test may interfere. The caller is waiting for its
 * answer, and waits on until every listener has returned.
 *
 * @param kind what the id names
 * @param changed whether this call changed what the platform stores; false before the effect
 */
public record CallMoment(
    Phase phase,
    String requestId,
    String method,
    String path,
    Optional<TargetKind> kind,
    Optional<String> targetId,
    boolean changed) {

  /** Where in the call. */
  public enum Phase {
    /** The request is read, nothing has happened. */
    BEFORE_EFFECT,
    /** What the call changes is changed, nothing is answered. */
    AFTER_EFFECT
  }
}
