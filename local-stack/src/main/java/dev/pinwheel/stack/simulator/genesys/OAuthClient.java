package dev.pinwheel.stack.simulator.genesys;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OAuth client of the organisation, as the platform stores it.
 *
 * @param requiredIssuer common name that a leaf's issuer must have by the compliance policy; empty
 *     means any
 * @param version counts effective changes from 1; the entity tag
 */
public record OAuthClient(
    String id,
    String name,
    Optional<CertificateChain> chain,
    boolean mtlsRequired,
    List<String> scopes,
    Optional<String> serviceId,
    Optional<String> primaryPin,
    Optional<String> fallbackPin,
    List<String> backupPins,
    int maxPinCount,
    Optional<String> requiredIssuer,
    long version)
    implements PlatformResource<OAuthClient> {

  /** The platform takes no more active pins than this. */
  public static final int MOST_PINS = 3;

  public OAuthClient {
    ResourceIds.check(id);
    scopes = List.copyOf(scopes);
    backupPins = List.copyOf(backupPins);
  }

  /** A client that requires mTLS and has no certificate yet. */
  public static OAuthClient named(String id, String name) {
    return new OAuthClient(
        id,
        name,
        Optional.empty(),
        true,
        List.of(OrganisationClient.READ, OrganisationClient.UPDATE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        MOST_PINS,
        Optional.empty(),
        1);
  }

  @Override
  public List<String> pins() {
    Set<String> pins = new LinkedHashSet<>();
    primaryPin.ifPresent(pins::add);
    fallbackPin.ifPresent(pins::add);
    pins.addAll(backupPins);
    return List.copyOf(pins);
  }

  @Override
  public OAuthClient withVersion(long number) {
    return new OAuthClient(
        id,
        name,
        chain,
        mtlsRequired,
        scopes,
        serviceId,
        primaryPin,
        fallbackPin,
        backupPins,
        maxPinCount,
        requiredIssuer,
        number);
  }

  /** Serves a chain; its leaf's pin becomes the primary pin. */
  public OAuthClient withChain(CertificateChain served) {
    return new OAuthClient(
        id,
        name,
        Optional.of(served),
        mtlsRequired,
        scopes,
        serviceId,
        Optional.of(served.leafPin()),
        fallbackPin,
        backupPins,
        maxPinCount,
        requiredIssuer,
        version);
  }

  public OAuthClient withMtlsRequired(boolean required) {
    return new OAuthClient(
        id,
        name,
        chain,
        required,
        scopes,
        serviceId,
        primaryPin,
        fallbackPin,
        backupPins,
        maxPinCount,
        requiredIssuer,
        version);
  }

  public OAuthClient withFallbackPin(String pin) {
    return new OAuthClient(
        id,
        name,
        chain,
        mtlsRequired,
        scopes,
        serviceId,
        primaryPin,
        Optional.of(pin),
        backupPins,
        maxPinCount,
        requiredIssuer,
        version);
  }

  public OAuthClient withBackupPins(List<String> pins) {
    return new OAuthClient(
        id,
        name,
        chain,
        mtlsRequired,
        scopes,
        serviceId,
        primaryPin,
        fallbackPin,
        pins,
        maxPinCount,
        requiredIssuer,
        version);
  }

  OAuthClient withPrimaryPin(String pin) {
    return new OAuthClient(
        id,
        name,
        chain,
        mtlsRequired,
        scopes,
        serviceId,
        Optional.of(pin),
        fallbackPin,
        backupPins,
        maxPinCount,
        requiredIssuer,
        version);
  }

  /** The compliance policy asks for a leaf of this issuer (common name). */
  public OAuthClient withRequiredIssuer(String commonName) {
    return new OAuthClient(
        id,
        name,
        chain,
        mtlsRequired,
        scopes,
        serviceId,
        primaryPin,
        fallbackPin,
        backupPins,
        maxPinCount,
        Optional.of(commonName),
        version);
  }
}
