package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.Optional;

/**
 * How one kind of target is read and changed. How it is compared is on its state, {@link
 * TargetState#holds}. A protocol may take several calls, and keeps nothing between them that a
 * crash may not take away: after one at any point the rotation begins again with {@link #read}.
 *
 * @param <S> what is known of a target of this kind
 */
public interface TargetProtocol<S extends TargetState> {

  TargetKind kind();

  /** Reads all that the decision, the write and the comparison need. */
  Reading<S> read(PlatformCalls calls, Target target) throws InterruptedException;

  /**
   * What a target that is not there is taken for, where the request says that it is to be created;
   * empty where it is a failure.
   */
  default Optional<S> absent(RotationPlan plan) {
    return Optional.empty();
  }

  /**
   * Changes the target, by one effective change at most, and only if it still is as it was read.
   *
   * @param plan what was asked
   * @param read what the target held
   * @param pins what it shall hold
   * @return {@link Reaction.Done} where the platform accepted it, which does not prove it
   */
  Reaction write(PlatformCalls calls, RotationPlan plan, S read, PinSet pins)
      throws InterruptedException;

  /** Looks, right before a write that was decided, at what may forbid it or put it off. */
  default Gate beforeWrite(PlatformCalls calls, RotationPlan plan, S read)
      throws InterruptedException {
    return Gate.OPEN;
  }

  /**
   * Looks, once the target was read to hold what was asked, whether it works with it; asks for what
   * it takes to get there, as often as it is called. It is called for a target that held it before,
   * too, since a crash may have come between the write and this.
   */
  default Gate afterWrite(PlatformCalls calls, RotationPlan plan, S held)
      throws InterruptedException {
    return Gate.OPEN;
  }

  /**
   * The rotation has ended, one way or the other; it is not called after a crash.
   *
   * @param idempotencyKey its plan's
   */
  default void ended(String idempotencyKey) {}
}
