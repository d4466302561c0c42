package dev.pinwheel.executor.rotation;

import dev.pinwheel.schemas.CredentialReferences;
import java.util.List;
import java.util.Optional;

/** What the platform holds for one target now, as far as every kind of target has it. */
public interface TargetState {

  /** Why no rotation of this target can work, such as mutual TLS being off; empty where it can. */
  Optional<Failure> unfit();

  /** The chain it serves now; empty where it has none yet. */
  Optional<CertificateChain> chain();

  /** What the platform's credential store calls chain and key; empty for kinds that hold both. */
  default Optional<CredentialReferences> credentials() {
    return Optional.empty();
  }

  /** The primary pin it stores, as the platform spells it; empty where it has none yet. */
  Optional<String> primaryPin();

  /** Every pin it stores, as the platform spells them, primary first, without repeats. */
  List<String> activePins();

  /**
   * Whether it holds exactly what a write of this chain and these pins leads to: the stored primary
   * pin and the pin computed from the leaf it serves are both the new one, and all other pins are
   * active. Kinds that store no pins but whole chains compare those instead.
   *
   * @param plan what was asked
   */
  default boolean holds(RotationPlan plan, PinSet pins) {
    return unfit().isEmpty()
        && primaryPin().filter(pins.primary().base64()::equals).isPresent()
        && chain().filter(held -> held.leafPin().equals(pins.primary())).isPresent()
        && activePins().containsAll(pins.all().stream().map(CertificatePin::base64).toList());
  }
}
