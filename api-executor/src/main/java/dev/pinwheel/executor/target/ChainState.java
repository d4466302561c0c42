package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import java.util.List;
import java.util.Optional;

/** A target that stores a whole chain: its one pin is that of its leaf. */
interface ChainState extends TargetState {

  /** The hash that the platform stores beside the chain; empty where it shows none. */
  Optional<String> storedHash();

  @Override
  default Optional<String> primaryPin() {
    return storedHash().or(() -> chain().map(chain -> chain.leafPin().base64()));
  }

  @Override
  default List<String> activePins() {
    return primaryPin().stream().toList();
  }

  /**
   * Whether it serves the whole chain, each certificate where it belongs: the right leaf with an
   * intermediate left out is what makes a registration fail.
   */
  @Override
  default boolean holds(RotationPlan plan, PinSet pins) {
    return unfit().isEmpty()
        && primaryPin().filter(plan.primary().base64()::equals).isPresent()
        && chain().filter(plan.chain()::isSameAs).isPresent();
  }
}
