package dev.pinwheel.executor.rotation;

import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a validated event asks for, with every pin checked.
 *
 * @param target what is rotated
 * @param serviceId the requester's name for the service behind it
 * @param idempotencyKey the same for every write of this rotation, after any crash
 * @param chainPem PEM of the chain to write, leaf first
 * @param chain the same chain, read
 * @param primary pin of its leaf
 * @param fallback pin of the leaf being replaced, where the requester named it
 * @param backups pins of keys not served yet; neither primary nor fallback
 * @param credentials what the platform's credential store calls chain and key, for the kinds that
 *     take them from there
 * @param newEndpoint what to create the target with where it is not there, for the one kind that
 *     can be created
 */
public record RotationPlan(
    Target target,
    String serviceId,
    String idempotencyKey,
    String chainPem,
    CertificateChain chain,
    CertificatePin primary,
    Optional<CertificatePin> fallback,
    List<CertificatePin> backups,
    Optional<CredentialReferences> credentials,
    Optional<NewEndpoint> newEndpoint) {

  public RotationPlan {
    backups = List.copyOf(backups);
  }

  /**
   * Reads a validated event.
   *
   * @throws InconsistentEventException where the chain cannot be read, its leaf is not what the
   *     primary pin says, a pin is malformed, or the fallback is the primary: writing any of these
   *     would lock clients out
   */
  public static RotationPlan of(ChainValidated event) throws InconsistentEventException {
    CertificateChain chain = chain(event);
    CertificatePin primary = pin("primaryPin", event.getPrimaryPin());
    if (!chain.leafPin().equals(primary)) {
      throw new InconsistentEventException(
          "primaryPin is " + primary + ", but the chain's leaf has " + chain.leafPin());
    }
    Optional<CertificatePin> fallback = Optional.empty();
    if (event.getFallbackPin() != null) {
      fallback = Optional.of(pin("fallbackPin", event.getFallbackPin()));
      if (fallback.get().equals(primary)) {
        throw new InconsistentEventException("fallbackPin is the same as primaryPin");
      }
    }
    Set<CertificatePin> backups = new LinkedHashSet<>();
    for (String backup : event.getBackupPins()) {
      backups.add(pin("backupPins", backup));
    }
    backups.remove(primary);
    fallback.ifPresent(backups::remove);
    return new RotationPlan(
        event.getTarget(),
        event.getServiceId(),
        event.getEventId().toString(),
        event.getCertificateChain(),
        chain,
        primary,
        fallback,
        List.copyOf(backups),
        Optional.ofNullable(event.getCredentials()),
        newEndpoint(event));
  }

  private static CertificateChain chain(ChainValidated event) throws InconsistentEventException {
    try {
      return CertificateChain.parse(event.getCertificateChain());
    } catch (MalformedChainException e) {
      throw new InconsistentEventException("certificateChain: " + e.getMessage(), e);
    }
  }

  private static Optional<NewEndpoint> newEndpoint(ChainValidated event)
      throws InconsistentEventException {
    Optional<NewEndpoint> wanted = Optional.ofNullable(event.getNewEndpoint());
    if (wanted.isPresent() && HttpsUrl.of(wanted.get().getUrl()).isEmpty()) {
      throw new InconsistentEventException("newEndpoint.url is no https URL with a host");
    }
    return wanted;
  }

  private static CertificatePin pin(String field, String text) throws InconsistentEventException {
    try {
      return new CertificatePin(text);
    } catch (IllegalArgumentException e) {
      throw new InconsistentEventException(field + " is not the base64 of 32 bytes", e);
    }
  }
}
