package dev.pinwheel.validator.chain.rule;

import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import dev.pinwheel.validator.chain.policy.ShippedPolicies;
import dev.pinwheel.validator.chain.policy.TlsUsage;
import dev.pinwheel.validator.chain.transparency.TransparencyCheck;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a path is measured against. Start with {@link #at} and change what differs; what is not
 * changed is the strictest that suits every chain.
 *
 * @param time the instant at which the path must be valid
 * @param policy what the operator asks for beyond the profile
 * @param profile whose rules apply to every certificate
 * @param usages object identifiers of extended key usages that the leaf must be good for, besides
 *     those of the template; empty for any
 * @param peerName the name that the leaf must bear; empty where any will do
 * @param mostIntermediates most certificates between leaf and anchor, self-issued ones not counted;
 *     empty for no limit but the budget's
 * @param certificatePolicies what is asked for of certificate policies
 * @param tolerances what is accepted although the issuer was wrong
 * @param revocation what is known about revocation; empty where nobody is to look
 * @param transparency how the leaf must have been logged; empty where nobody is to look
 */
public record ValidationParameters(
    Instant time,
    PolicyTemplate policy,
    Profile profile,
    Set<String> usages,
    Optional<PeerName> peerName,
    OptionalInt mostIntermediates,
    CertificatePolicyDemand certificatePolicies,
    Set<Tolerance> tolerances,
    Optional<RevocationEvidence> revocation,
    Optional<TransparencyCheck> transparency) {

  public ValidationParameters {
    usages = Set.copyOf(usages);
    tolerances = Set.copyOf(tolerances);
  }

  /** At an instant, with the template's demands alone, under RFC 5280. */
  public static ValidationParameters at(Instant time, PolicyTemplate policy) {
    return new ValidationParameters(
        time,
        policy,
        Profile.RFC5280,
        Set.of(),
        Optional.empty(),
        OptionalInt.empty(),
        CertificatePolicyDemand.NONE,
        EnumSet.noneOf(Tolerance.class),
        Optional.empty(),
        Optional.empty());
  }

  public ValidationParameters under(Profile other) {
    return new ValidationParameters(
        time,
        policy,
        other,
        usages,
        peerName,
        mostIntermediates,
        certificatePolicies,
        tolerances,
        revocation,
        transparency);
  }

  /** The leaf must be good for this in TLS, too. */
  public ValidationParameters forPurpose(TlsUsage purpose) {
    return forUsage(purpose.eku());
  }

  /** The leaf must be good for this extended key usage, too. */
  public ValidationParameters forUsage(KeyPurposeId usage) {
    Set<String> more = new LinkedHashSet<>(usages);
    more.add(usage.getId());
    return new ValidationParameters(
        time,
        policy,
        profile,
        more,
        peerName,
        mostIntermediates,
        certificatePolicies,
        tolerances,
        revocation,
        transparency);
  }

  public ValidationParameters forPeer(Optional<PeerName> name) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        name,
        mostIntermediates,
        certificatePolicies,
        tolerances,
        revocation,
        transparency);
  }

  public ValidationParameters withMostIntermediates(int most) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        peerName,
        OptionalInt.of(most),
        certificatePolicies,
        tolerances,
        revocation,
        transparency);
  }

  public ValidationParameters asking(CertificatePolicyDemand demand) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        peerName,
        mostIntermediates,
        demand,
        tolerances,
        revocation,
        transparency);
  }

  public ValidationParameters tolerating(Tolerance... faults) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        peerName,
        mostIntermediates,
        certificatePolicies,
        new LinkedHashSet<>(Arrays.asList(faults)),
        revocation,
        transparency);
  }

  public ValidationParameters withRevocation(Optional<RevocationEvidence> evidence) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        peerName,
        mostIntermediates,
        certificatePolicies,
        tolerances,
        evidence,
        transparency);
  }

  public ValidationParameters withTransparency(Optional<TransparencyCheck> check) {
    return new ValidationParameters(
        time,
        policy,
        profile,
        usages,
        peerName,
        mostIntermediates,
        certificatePolicies,
        tolerances,
        revocation,
        check);
  }

  /**
   * For whoever signs evidence, which a CA may do as well as an end entity: what every certificate
   * must satisfy, at the same instant. The policy template is about the leaf of a target.
   */
  public ValidationParameters forSigners() {
    Set<Tolerance> faults = new LinkedHashSet<>(tolerances);
    faults.add(Tolerance.AUTHORITY_AS_LEAF);
    return at(time, ShippedPolicies.withoutTarget(Set.of()))
        .tolerating(faults.toArray(Tolerance[]::new));
  }

  boolean tolerates(Tolerance fault) {
    return tolerances.contains(fault);
  }
}
