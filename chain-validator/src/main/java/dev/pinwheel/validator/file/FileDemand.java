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
 * @param certificatePolicies object identifiers of certificate policies, for one of which the path
 *     must be valid (RFC 5280 section 6.1.1 (c) and (e)); empty where none is asked for
 * @param inhibitPolicyMapping whether policy mappings do not count (section 6.1.1 (f))
 * @param inhibitAnyPolicy whether anyPolicy in a certificate does not count (section 6.1.1 (g))
 */
public record FileDemand(
    Optional<TlsUsage> purpose,
    Optional<String> host,
    Profile profile,
    OptionalInt mostIntermediates,
    List<String> certificatePolicies,
    boolean inhibitPolicyMapping,
    boolean inhibitAnyPolicy) {

  public static final FileDemand NONE = of(Optional.empty(), Optional.empty());

  public FileDemand {
    certificatePolicies = List.copyOf(certificatePolicies);
  }

  /** A purpose and a name alone. */
  public static FileDemand of(Optional<TlsUsage> purpose, Optional<String> host) {
    return new FileDemand(
        purpose, host, Profile.RFC5280, OptionalInt.empty(), List.of(), false, false);
  }
}
