package dev.pinwheel.validator.file;

import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.rule.Profile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for beyond the policy.
 *
 * @param purpose what the leaf must be good for
 * @param host DNS name or IP address that the leaf must be for
 * @param profile whose rules apply to every certificate
 * @param mostIntermediates most certificates between leaf and anchor, self-issued ones not counted;
 *     empty for no limit but the engine's own
 * @param certificatePolicies object identifiers of certificate policies that are acceptable
 *     (section 6.1.1 (c) of RFC 5280: user-initial-policy-set); empty where any is
 * @param explicitPolicy whether the path must be valid for one of them (section 6.1.1 (e)); without
 *     it only where a CA of the path says so
 * @param inhibitPolicyMapping whether policy mappings do not count (section 6.1.1 (f))
 * @param inhibitAnyPolicy whether anyPolicy in a certificate does not count (section 6.1.1 (g))
 */
public record FileDemand(
    Optional<TlsUsage> purpose,
    Optional<String> host,
    Profile profile,
    OptionalInt mostIntermediates,
    List<String> certificatePolicies,
    boolean explicitPolicy,
    boolean inhibitPolicyMapping,
    boolean inhibitAnyPolicy) {

  public static final FileDemand NONE = of(Optional.empty(), Optional.empty());

  public FileDemand {
    certificatePolicies = List.copyOf(certificatePolicies);
  }

  /** A purpose and a name alone. */
  public static FileDemand of(Optional<TlsUsage> purpose, Optional<String> host) {
    return new FileDemand(
        purpose, host, Profile.RFC5280, OptionalInt.empty(), List.of(), false, false, false);
  }
}
