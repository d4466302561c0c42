package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.TargetCheck;
import java.util.List;
import java.util.Optional;

/**
 * Whether a rotation may go on past a point at which its target has a say: right before the write,
 * and after the read-back. Nothing is kept: after a crash the gate is asked again.
 */
public sealed interface Gate {

  /** Nothing to look at. */
  Gate OPEN = new Open(List.of());

  /** Go on. */
  record Open(List<TargetCheck> checks) implements Gate {
    public Open {
      checks = List.copyOf(checks);
    }
  }

  /** The rotation ends here. */
  record Closed(Failure failure) implements Gate {}

  /**
   * Ask again in a moment; meanwhile nobody else is held up.
   *
   * @param code what it would fail with
   * @param overdue what to say should it stay so for too long; empty where something that ends by
   *     itself is waited for
   */
  record NotYet(FailureCode code, String reason, Optional<Overdue> overdue) implements Gate {

    static NotYet until(FailureCode code, String reason, Overdue overdue) {
      return new NotYet(code, reason, Optional.of(overdue));
    }
  }

  /** The failure of a wait that took too long; finding out more may take calls. */
  @FunctionalInterface
  interface Overdue {
    Failure failure() throws InterruptedException;
  }

  /** A call that was needed to tell was not done; the reaction is never {@link Reaction.Done}. */
  record NotRead(Reaction reaction) implements Gate {}
}
