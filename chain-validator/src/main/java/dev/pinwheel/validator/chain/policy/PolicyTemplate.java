package dev.pinwheel.validator.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a chain must satisfy for a kind of target, beyond RFC 5280.
 *
 * @param targetKind the kind it is for; UNKNOWN for a chain that is for no target
 * @param allowedIssuers the leaf's issuer must be one of these; empty allows every issuer
 * @param requiredUsages what the leaf's extendedKeyUsage must name
 * @param allowAbsentEku whether a leaf without the extension is good for everything, as RFC 5280
 *     section 4.2.1.12 has it
 * @param minRsaBits smallest RSA modulus, on every certificate of the path
 * @param allowedKeys kinds of key besides RSA, on every certificate of the path
 * @param sanRequired whether the leaf must have a subject alternative name
 * @param sanPatterns where not empty: each DNS name of the leaf must match one, and there must be a
 *     DNS name
 * @param maxLifetime longest validity of the leaf
 * @param minRemaining shortest time for which the leaf must still be valid
 * @param maxPins most pins: primary, fallback and backups together
 * @param digest hexadecimal SHA-256 of the bytes that it was read from
 */
public record PolicyTemplate(
    String name,
    String version,
    TargetKind targetKind,
    List<AllowedIssuer> allowedIssuers,
    Set<TlsUsage> requiredUsages,
    boolean allowAbsentEku,
    int minRsaBits,
    Set<NamedKey> allowedKeys,
    boolean sanRequired,
    List<SanPattern> sanPatterns,
    Optional<Duration> maxLifetime,
    Optional<Duration> minRemaining,
    int maxPins,
    RootInBundle rootInBundle,
    String digest) {

  /** What the platform stores of active pins. */
  public static final int PLATFORM_PINS = 3;

  public PolicyTemplate {
    allowedIssuers = List.copyOf(allowedIssuers);
    requiredUsages = Set.copyOf(requiredUsages);
    allowedKeys = Set.copyOf(allowedKeys);
    sanPatterns = List.copyOf(sanPatterns);
  }

  /** How a violation names a line of this template. */
  public String citation(String key) {
    return "policy %s %s, %s".formatted(name, version, key);
  }

  /** The same template with another set of required usages. */
  public PolicyTemplate requiring(Set<TlsUsage> usages) {
    return new PolicyTemplate(
        name,
        version,
        targetKind,
        allowedIssuers,
        usages,
        allowAbsentEku,
        minRsaBits,
        allowedKeys,
        sanRequired,
        sanPatterns,
        maxLifetime,
        minRemaining,
        maxPins,
        rootInBundle,
        digest);
  }
}
