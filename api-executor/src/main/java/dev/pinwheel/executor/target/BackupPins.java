package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.RotationPlan;
import java.util.Optional;

/** Backup pins for a target that has no place for them. */
final class BackupPins {

  private BackupPins() {}

  /** Leaving them out silently would be a promise that nobody keeps. */
  static Optional<Failure> refused(RotationPlan plan) {
    return plan.backups().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Failure.of(
                FailureCode.BACKUP_PINS_UNSUPPORTED,
                "a %s holds a chain and no pins beside it; asked for were %s"
                    .formatted(plan.target().getKind(), plan.backups())));
  }
}
