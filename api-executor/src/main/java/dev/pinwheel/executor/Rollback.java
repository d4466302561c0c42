package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The request that puts a previous chain back. It is a request like any other, published with the
 * failure in one transaction: the validator judges the old chain by the same rules, so that an
 * expired one is not put back, and the executor changes nothing without its verdict (promise G3).
 */
final class Rollback {

  /**
   * Failures after which the platform was left as it was, or as somebody else wants it: putting
   * something back would be the change that nobody asked for.
   */
  private static final Set<FailureCode> NOTHING_TO_PUT_BACK =
      EnumSet.of(
          FailureCode.SUPERSEDED,
          FailureCode.DRIFT_DETECTED,
          FailureCode.COMPLIANCE_TLS_CERT_MISMATCH,
          FailureCode.PLATFORM_REJECTED,
          FailureCode.PLATFORM_FORBIDDEN,
          FailureCode.TARGET_NOT_FOUND);

  private Rollback() {}

  /**
   * The request; empty where the failed rotation does not ask for it.
   *
   * @param previous what the platform held before the write
   */
  static Optional<RotationRequested> after(
      ChainValidated failed, FailureCode code, Replaced previous, Instant now) {
    if (!failed.getRollbackOnFailure() || NOTHING_TO_PUT_BACK.contains(code)) {
      return Optional.empty();
    }
    UUID rotationId = EventIds.of(failed.getTarget(), failed.getRotationId(), "rollback");
    return Optional.of(
        RotationRequested.newBuilder()
            .setEventId(EventIds.of(failed.getTarget(), rotationId, "rotation-requested"))
            .setRotationId(rotationId)
            .setOccurredAt(now)
            .setCausationId(
                EventIds.of(failed.getTarget(), failed.getRotationId(), "rotation-failed"))
            .setTarget(failed.getTarget())
            .setServiceId(failed.getServiceId())
            .setRequestedBy(failed.getRequestedBy())
            .setCertificateChain(previous.chain().pem())
            .setCredentials(previous.credentials().orElse(null))
            .setWebhookEndpoint(failed.getWebhookEndpoint())
            .setReason("rollback of " + failed.getRotationId() + " after " + code)
            .build());
  }
}
