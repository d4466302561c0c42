package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.CertificatePin;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.TargetCheck;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.schemas.ApplyOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one handling of a rotation ended. */
sealed interface Verdict {

  /**
   * The platform holds the pins, and a read proved it.
   *
   * @param pins what was wanted
   * @param held what was read
   * @param writes write calls that were made
   * @param requestId the platform's id of the last write
   * @param checks what was looked at besides, before and after the write
   */
  record Applied(
      ApplyOutcome outcome,
      PinSet pins,
      TargetState held,
      int writes,
      Optional<String> requestId,
      List<TargetCheck> checks)
      implements Verdict {

    public Applied {
      checks = List.copyOf(checks);
    }

    /** The same with what was found later. */
    Applied with(List<TargetCheck> more) {
      List<TargetCheck> all = new ArrayList<>(checks);
      all.addAll(more);
      return new Applied(outcome, pins, held, writes, requestId, all);
    }
  }

  /**
   * It failed for good.
   *
   * @param fallback pin of the leaf that should have been replaced, where known
   * @param held what was read back instead of what was written, where that is the failure
   */
  record Failed(
      Failure failure, int writes, Optional<CertificatePin> fallback, Optional<TargetState> held)
      implements Verdict {}

  /**
   * Not yet; handle the rotation again after a while.
   *
   * @param code why, as a closed code: a failure's, or why it was parked
   * @param reason why, in words without secrets
   */
  record NotYet(Duration delay, String code, String reason) implements Verdict {}
}
