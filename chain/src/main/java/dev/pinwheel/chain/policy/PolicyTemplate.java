package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a chain must satisfy for a target, beyond RFC 5280: a whole template, and the overrides that
 * apply to the target on top of it.
 */
public final class PolicyTemplate {

  /** What the platform stores of active pins. */
  public static final int PLATFORM_PINS = 3;

  private final List<PolicySource> sources;
  private final TargetKind targetKind;
  private final PolicySettings settings;

  private PolicyTemplate(
      List<PolicySource> sources, TargetKind targetKind, PolicySettings settings) {
    this.sources = List.copyOf(sources);
    this.targetKind = targetKind;
    this.settings = settings;
  }

  /**
   * What one file asks for.
   *
   * @throws IllegalArgumentException for an override, which says nothing alone
   */
  public static PolicyTemplate of(PolicyFile whole) {
    if (!whole.selector().isAll()) {
      throw new IllegalArgumentException(
          "appliesTo makes this an override; a whole template is needed");
    }
    return new PolicyTemplate(List.of(whole.source()), whole.targetKind(), whole.settings());
  }

  PolicyTemplate overlaidBy(PolicyFile override) {
    List<PolicySource> all = new ArrayList<>(sources);
    all.add(override.source());
    return new PolicyTemplate(all, targetKind, settings.overlaidBy(override.settings()));
  }

  /** The same template with another set of required usages. */
  public PolicyTemplate requiring(Set<TlsUsage> usages) {
    PolicySettings changed = new PolicySettings();
    changed.put(PolicyKeys.REQUIRED_EKU, usages, new PolicyOrigin("asked for", 1));
    return new PolicyTemplate(sources, targetKind, settings.overlaidBy(changed));
  }

  /** The files that it is made of; a later one has the last word. */
  public List<PolicySource> sources() {
    return sources;
  }

  /** The name of its file; of several, all of them joined by {@code +}. */
  public String name() {
    return joined(PolicySource::name);
  }

  /** The version of its file; of several, all of them joined by {@code +}. */
  public String version() {
    return joined(PolicySource::version);
  }

  /**
   * Hexadecimal SHA-256 of its file's bytes; of several files, of their digests in hexadecimal, one
   * after the other.
   */
  public String digest() {
    return sources.size() == 1
        ? sources.getFirst().digest()
        : sha256(
            sources.stream()
                .map(PolicySource::digest)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** The kind it is for; UNKNOWN for a chain that is for no target. */
  public TargetKind targetKind() {
    return targetKind;
  }

  public <T> T get(PolicyKey<T> key) {
    return settings.get(key);
  }

  /** Where a value stands; empty for a default. */
  public Optional<PolicyOrigin> origin(PolicyKey<?> key) {
    return settings.origin(key);
  }

  /** Every key with its value, in the order in which templates have them. */
  public List<PolicyLine> lines() {
    return PolicyKeys.ALL.stream().map(key -> settings.line(key)).toList();
  }

  /** How a violation names a line of this template. */
  public String citation(String key) {
    return "policy %s %s, %s%s"
        .formatted(
            name(),
            version(),
            key,
            settings.origin(key).map(origin -> " (" + origin + ")").orElse(""));
  }

  /** The leaf's issuer must be one of these. */
  public AllowedCertificates allowedIssuers() {
    return get(PolicyKeys.ALLOWED_ISSUERS);
  }

  /** Every other CA between leaf and anchor must be one of these, or an allowed issuer. */
  public AllowedCertificates allowedIntermediates() {
    return get(PolicyKeys.ALLOWED_INTERMEDIATES);
  }

  /** What the leaf's extendedKeyUsage must name. */
  public Set<TlsUsage> requiredUsages() {
    return get(PolicyKeys.REQUIRED_EKU);
  }

  /** Whether a leaf without the extension is good for everything (RFC 5280 section 4.2.1.12). */
  public boolean allowAbsentEku() {
    return get(PolicyKeys.ALLOW_ABSENT_EKU);
  }

  /** Smallest RSA modulus, on every certificate of the path. */
  public int minRsaBits() {
    return get(PolicyKeys.MIN_RSA_BITS);
  }

  /** Kinds of key besides RSA, on every certificate of the path. */
  public Set<NamedKey> allowedKeys() {
    return get(PolicyKeys.ALLOWED_CURVES);
  }

  /** Kinds of key besides RSA, on the leaf; empty where the leaf is as free as the others. */
  public Optional<Set<NamedKey>> leafKeys() {
    return get(PolicyKeys.LEAF_CURVES);
  }

  /** Whether the leaf must have a subject alternative name. */
  public boolean sanRequired() {
    return get(PolicyKeys.SAN_REQUIRED);
  }

  /** Where not empty: each DNS name of the leaf must match one, and there must be a DNS name. */
  public List<SanPattern> sanPatterns() {
    return get(PolicyKeys.SAN_PATTERNS);
  }

  /** Longest validity of the leaf. */
  public Optional<Duration> maxLifetime() {
    return get(PolicyKeys.MAX_LIFETIME);
  }

  /** Shortest time for which the leaf must still be valid. */
  public Optional<Duration> minRemaining() {
    return get(PolicyKeys.MIN_REMAINING);
  }

  /** What is made of the revocation of the path's certificates. */
  public RevocationMode revocation() {
    return get(PolicyKeys.REVOCATION);
  }

  /** What the leaf's SCTs must be like; empty where they are not looked at. */
  public Optional<TransparencyPolicy> transparency() {
    return get(PolicyKeys.TRANSPARENCY);
  }

  /** Most pins: primary, fallback and backups together. */
  public int maxPins() {
    return get(PolicyKeys.MAX_PINS);
  }

  /** Whether the pin set must have a pin of a key that is not served (RFC 7469 section 4.3). */
  public boolean backupPinRequired() {
    return get(PolicyKeys.BACKUP_PIN_REQUIRED);
  }

  public RootInBundle rootInBundle() {
    return get(PolicyKeys.ROOT_IN_BUNDLE);
  }

  /** Roots that whoever checks the bundle has anyway. */
  public AllowedCertificates publicRoots() {
    return get(PolicyKeys.PUBLIC_ROOTS);
  }

  private String joined(Function<PolicySource, String> part) {
    return sources.stream().map(part).collect(Collectors.joining("+"));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
