package dev.pinwheel.executor.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An organisation that this executor may change.
 *
 * @param name the operator's name for it: what requests, metrics and messages may call it by
 * @param id the platform's id of it; empty where it is not checked
 * @param regions those that it is in; empty: any
 * @param apiUrl base URL in place of its region's own
 * @param authUrl token endpoint's base URL in place of its region's own
 * @param credentials what its tokens are asked for with
 * @param tls whom its platform is trusted as
 */
public record Organization(
    String name,
    Optional<String> id,
    Set<String> regions,
    Optional<URI> apiUrl,
    Optional<URI> authUrl,
    TokenSource.Credentials credentials,
    Tls tls) {

  public Organization {
    regions = Set.copyOf(regions);
  }

  /**
   * Whom to trust.
   *
   * @param anchors PEM file of the only trusted roots; empty: those of the JDK
   * @param pins base64 SHA-256 of SubjectPublicKeyInfo (RFC 7469 section 2.4) of which one must be
   *     in the platform's chain; empty: not pinned
   */
  public record Tls(Optional<Path> anchors, List<String> pins) {
    public static final Tls OF_THE_JDK = new Tls(Optional.empty(), List.of());

    public Tls {
      pins = List.copyOf(pins);
    }
  }

  /** Whether a request that names an organisation so means this one. */
  boolean isCalled(String wanted) {
    return name.equals(wanted) || id.filter(wanted::equals).isPresent();
  }

  boolean isIn(String region) {
    return regions.isEmpty() || regions.contains(region);
  }
}
