package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;

/**
 * How one kind of target is read and changed. How it is compared is on its state, {@link
 * TargetState#holds}. A protocol may take several calls, and keeps nothing between them: after a
 * crash at any point the rotation begins again with {@link #read}.
 *
 * @param <S> what is known of a target of this kind
 */
public interface TargetProtocol<S extends TargetState> {

  TargetKind kind();

  /** Reads all that the decision, the write and the comparison need. */
  Reading<S> read(PlatformCalls calls, Target target) throws InterruptedException;

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
}
