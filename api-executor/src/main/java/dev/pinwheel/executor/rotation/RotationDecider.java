package dev.pinwheel.executor.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides about a target by what was asked, what it holds, and the time; nothing else. */
public final class RotationDecider {

  private RotationDecider() {}

  /**
   * Decides. The order matters: a target that cannot work is refused even where it holds our pins,
   * and one that holds them is never written, even if the certificate has expired since.
   */
  public static Decision decide(RotationPlan plan, TargetState held, Instant now) {
    if (held.unfit().isPresent()) {
      return new Decision.Refuse(held.unfit().get());
    }
    PinSet heldAlready = withoutRepeats(plan, heldFallback(plan, held));
    if (held.holds(plan, heldAlready)) {
      return new Decision.AlreadyApplied(heldAlready);
    }
    Optional<Failure> drift = drift(plan, held);
    if (drift.isPresent()) {
      return new Decision.Refuse(drift.get());
    }
    PinSet wanted = withoutRepeats(plan, replaced(plan, held));
    if (wanted.all().size() > PinSet.MOST) {
      return refuse(
          FailureCode.PIN_COUNT_EXCEEDED,
          "%d pins were to be active, the platform stores %d: %s"
              .formatted(wanted.all().size(), PinSet.MOST, wanted.all()));
    }
    if (now.isAfter(plan.chain().notAfter())) {
      return refuse(
          FailureCode.VALIDITY_EXPIRED,
          "the leaf %s was valid until %s, and it is %s"
              .formatted(plan.primary(), plan.chain().notAfter(), now));
    }
    if (now.isBefore(plan.chain().notBefore())) {
      return refuse(
          FailureCode.VALIDITY_NOT_YET,
          "the leaf %s is valid from %s, and it is %s"
              .formatted(plan.primary(), plan.chain().notBefore(), now));
    }
    return new Decision.Write(wanted);
  }

  /**
   * Where the requester names the leaf that is to be replaced, another one is somebody else's
   * change. A target that serves our leaf already, or nothing yet, contradicts nobody.
   */
  private static Optional<Failure> drift(RotationPlan plan, TargetState held) {
    Optional<String> served =
        held.chain().map(chain -> chain.leafPin().base64()).or(held::primaryPin);
    if (plan.fallback().isEmpty()
        || served.isEmpty()
        || served.get().equals(plan.fallback().get().base64())
        || served.get().equals(plan.primary().base64())) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(
            FailureCode.DRIFT_DETECTED,
            "the request replaces %s, the platform holds leaf %s, primary %s, active %s"
                .formatted(
                    plan.fallback().get(),
                    served.get(),
                    held.primaryPin().orElse("none"),
                    held.activePins())));
  }

  /**
   * The fallback that a target which holds our primary has: the requester's, otherwise whatever the
   * platform holds. The leaf that was replaced cannot be read any more, only its pin.
   */
  private static Optional<CertificatePin> heldFallback(RotationPlan plan, TargetState held) {
    return plan.fallback().or(() -> pinnedBesides(plan, held));
  }

  /**
   * The leaf being replaced: the requester's word, otherwise the leaf served now. Where that is
   * already ours although the pins are not, the first other pin that is stored.
   */
  private static Optional<CertificatePin> replaced(RotationPlan plan, TargetState held) {
    return plan.fallback()
        .or(
            () ->
                held.chain()
                    .map(CertificateChain::leafPin)
                    .filter(leaf -> !leaf.equals(plan.primary())))
        .or(() -> pinnedBesides(plan, held));
  }

  /** The first stored pin that is neither ours nor a backup; pins of another form are passed by. */
  private static Optional<CertificatePin> pinnedBesides(RotationPlan plan, TargetState held) {
    for (String stored : held.activePins()) {
      Optional<CertificatePin> pin = readable(stored);
      if (pin.isPresent()
          && !pin.get().equals(plan.primary())
          && !plan.backups().contains(pin.get())) {
        return pin;
      }
    }
    return Optional.empty();
  }

  private static Optional<CertificatePin> readable(String stored) {
    try {
      return Optional.of(new CertificatePin(stored));
    } catch (IllegalArgumentException notOfOurForm) {
      return Optional.empty();
    }
  }

  private static PinSet withoutRepeats(RotationPlan plan, Optional<CertificatePin> fallback) {
    List<CertificatePin> backups = new ArrayList<>(plan.backups());
    fallback.ifPresent(backups::remove);
    return new PinSet(plan.primary(), fallback, backups);
  }

  private static Decision refuse(FailureCode code, String message) {
    return new Decision.Refuse(Failure.of(code, message));
  }
}
