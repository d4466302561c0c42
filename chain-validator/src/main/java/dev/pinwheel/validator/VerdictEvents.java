package dev.pinwheel.validator;

import dev.pinwheel.chain.ValidatedChain;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.pin.DigestMatrix;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.schemas.CertificateDigest;
import dev.pinwheel.schemas.ChainNote;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes a verdict as the event that follows from a request. */
final class VerdictEvents {

  private VerdictEvents() {}

  static ChainValidated validated(RotationRequested request, ValidatedChain chain, Instant at) {
    return ChainValidated.newBuilder()
        .setEventId(EventIds.of(request.getTarget(), request.getRotationId(), "chain-validated"))
        .setRotationId(request.getRotationId())
        .setOccurredAt(at)
        .setCausationId(request.getEventId())
        .setTarget(request.getTarget())
        .setServiceId(request.getServiceId())
        .setRequestedBy(request.getRequestedBy())
        .setRequestedAt(request.getOccurredAt())
        .setWebhookEndpoint(request.getWebhookEndpoint())
        .setCertificateChain(chain.pem())
        .setDigestMatrix(chain.digestMatrix().rows().stream().map(VerdictEvents::row).toList())
        .setNotes(chain.notes().stream().map(VerdictEvents::note).toList())
        .setPrimaryPin(chain.pins().primary().base64())
        .setFallbackPin(chain.pins().fallback().map(CertificatePin::base64).orElse(null))
        .setBackupPins(chain.pins().backups().stream().map(CertificatePin::base64).toList())
        .setPolicyName(chain.policy().name())
        .setPolicyVersion(chain.policy().version())
        .setPolicyDigest(chain.policy().digest())
        .setRollbackOnFailure(request.getRollbackOnFailure())
        .setCredentials(request.getCredentials())
        .setNewEndpoint(request.getNewEndpoint())
        .build();
  }

  /**
   * A refusal. It has no pins: pins are derived from validated chains alone.
   *
   * @param violations at least one; the first gives the event its code
   * @param policy what the chain was judged by; empty where it was not judged
   */
  static RotationFailed refused(
      RotationRequested request,
      List<Violation> violations,
      Optional<PolicyTemplate> policy,
      Instant at) {
    Violation first = violations.getFirst();
    return RotationFailed.newBuilder()
        .setEventId(EventIds.of(request.getTarget(), request.getRotationId(), "rotation-failed"))
        .setRotationId(request.getRotationId())
        .setOccurredAt(at)
        .setCausationId(request.getEventId())
        .setTarget(request.getTarget())
        .setServiceId(request.getServiceId())
        .setRequestedBy(request.getRequestedBy())
        .setRequestedAt(request.getOccurredAt())
        .setWebhookEndpoint(request.getWebhookEndpoint())
        .setStage(FailedStage.CHAIN_VALIDATOR)
        .setCode(first.code().name())
        .setMessage(first.message())
        .setRemediation(first.remediation())
        .setViolations(violations.stream().map(VerdictEvents::violation).toList())
        .setPolicyName(policy.map(PolicyTemplate::name).orElse(null))
        .setPolicyVersion(policy.map(PolicyTemplate::version).orElse(null))
        .setPolicyDigest(policy.map(PolicyTemplate::digest).orElse(null))
        .build();
  }

  private static ChainNote note(Note note) {
    return ChainNote.newBuilder().setKind(note.kind().name()).setMessage(note.message()).build();
  }

  private static CertificateDigest row(DigestMatrix.Row row) {
    return CertificateDigest.newBuilder()
        .setPosition(row.position())
        .setSubject(row.subject())
        .setIssuer(row.issuer())
        .setSerialNumber(row.serialNumber())
        .setNotBefore(row.notBefore())
        .setNotAfter(row.notAfter())
        .setCertificatePin(row.certificatePin().base64())
        .setSpkiPin(row.spkiPin().base64())
        .setAddedFromStore(row.addedFromStore())
        .build();
  }

  private static dev.pinwheel.schemas.Violation violation(Violation violation) {
    dev.pinwheel.schemas.Violation.Builder event =
        dev.pinwheel.schemas.Violation.newBuilder()
            .setCode(violation.code().name())
            .setMessage(violation.message())
            .setCitation(violation.citation())
            .setMeasured(violation.measured().orElse(null))
            .setRequired(violation.required().orElse(null))
            .setRemediation(violation.remediation());
    return switch (violation.location()) {
      case Location.AtCertificate at ->
          event.setPosition(at.position()).setSubject(at.subject()).build();
      case Location.AtBlock block -> event.build();
      case Location.AtBackupPin pin -> event.build();
      case Location.AtPrevious previous -> event.build();
      case Location.WholeRequest whole -> event.build();
    };
  }
}
