package dev.pinwheel.stack.simulator.genesys;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
    long version) {

  /** The platform takes no more active pins than this. */
  public static final int MOST_PINS = 3;

  // The id is a segment of URLs and, in lower case, a label of host names (RFC 1123 section 2.1).
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  public OAuthClient {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("an id is up to 63 letters, digits and inner hyphens");
    }
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

  /** The active pins, primary first; a pin that is named twice counts once. */
  public List<String> pins() {
    Set<String> pins = new LinkedHashSet<>();
    primaryPin.ifPresent(pins::add);
    fallbackPin.ifPresent(pins::add);
    pins.addAll(backupPins);
    return List.copyOf(pins);
  }

  /** Strong entity tag (RFC 9110 section 8.8.3). */
  public String etag() {
    return "\"" + version + "\"";
  }

  OAuthClient withVersion(long number) {
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
