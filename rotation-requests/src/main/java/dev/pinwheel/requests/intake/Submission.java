package dev.pinwheel.requests.intake;

import dev.pinwheel.chain.LeafBundle;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A rotation as it was asked for, without faults.
 *
 * @param sent what was read from the chain
 */
public record Submission(
    Target target,
    String serviceId,
    String certificateChain,
    LeafBundle sent,
    Optional<String> previousCertificate,
    List<String> backupPins,
    Optional<UUID> rotationId,
    String webhookEndpoint,
    Optional<String> reason,
    boolean rollbackOnFailure,
    Optional<CredentialReferences> credentials,
    Optional<NewEndpoint> newEndpoint,
    Optional<String> keyRef) {

  public Submission {
    backupPins = List.copyOf(backupPins);
  }

  /**
   * The event that asks for it.
   *
   * @param principal who asks
   * @param id the rotation's id, whoever chose it
   */
  public RotationRequested event(String principal, UUID id, Instant acceptedAt) {
    return RotationRequested.newBuilder()
        .setEventId(EventIds.of(target, id, "rotation-requested"))
        .setRotationId(id)
        .setOccurredAt(acceptedAt.truncatedTo(ChronoUnit.MICROS))
        .setTarget(target)
        .setServiceId(serviceId)
        .setRequestedBy(principal)
        .setCertificateChain(certificateChain)
        .setPreviousCertificate(previousCertificate.orElse(null))
        .setBackupPins(backupPins)
        .setWebhookEndpoint(webhookEndpoint)
        .setReason(reason.orElse(null))
        .setRollbackOnFailure(rollbackOnFailure)
        .setCredentials(credentials.orElse(null))
        .setNewEndpoint(newEndpoint.orElse(null))
        .setKeyRef(keyRef.orElse(null))
        .build();
  }
}
