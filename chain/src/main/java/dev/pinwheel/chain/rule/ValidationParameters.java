package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.transparency.TransparencyCheck;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a path is measured against. Start with {@link #at} and change what differs.
 *
 * @param time the instant at which the path must be valid
 * @param policy what the operator asks for beyond the profile
 * @param profile whose rules apply to every certificate
 * @param usages object identifiers of extended key usages that the leaf must be good for, besides
 *     those of the template; empty for any
 * @param keyUsage bits, as {@link org.bouncycastle.asn1.x509.KeyUsage} numbers them, that the
 *     leaf's key usage must have where there is one; 0 for none but what the usages imply
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
    int keyUsage,
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

  /**
   * At an instant, with the template's demands alone, under RFC 5280 as TLS implementations apply
   * it.
   */
  public static ValidationParameters at(Instant time, PolicyTemplate policy) {
    return new ValidationParameters(
        time,
        policy,
        Profile.RFC5280,
        Set.of(),
        0,
        Optional.empty(),
        OptionalInt.empty(),
        CertificatePolicyDemand.NONE,
        Tolerance.OF_RELYING_PARTIES,
        Optional.empty(),
        Optional.empty());
  }

  /** Under another profile; those of the CA/Browser Forum tolerate nothing. */
  public ValidationParameters under(Profile other) {
    return with(
        changed -> {
          changed.profile = other;
          changed.tolerances = other == Profile.RFC5280 ? tolerances : Set.of();
        });
  }

  /** The leaf must be good for this in TLS, too. */
  public ValidationParameters forPurpose(TlsUsage purpose) {
    return forUsage(purpose.eku());
  }

  /** The leaf must be good for this extended key usage, too. */
  public ValidationParameters forUsage(KeyPurposeId usage) {
    Set<String> more = new LinkedHashSet<>(usages);
    more.add(usage.getId());
    return with(changed -> changed.usages = more);
  }

  /** The leaf's key usage must have these bits, where there is one. */
  public ValidationParameters forKeyUsage(int bits) {
    return with(changed -> changed.keyUsage = bits);
  }

  public ValidationParameters forPeer(Optional<PeerName> name) {
    return with(changed -> changed.peerName = name);
  }

  public ValidationParameters withMostIntermediates(OptionalInt most) {
    return with(changed -> changed.mostIntermediates = most);
  }

  public ValidationParameters asking(CertificatePolicyDemand demand) {
    return with(changed -> changed.certificatePolicies = demand);
  }

  /** Tolerating these and nothing else. */
  public ValidationParameters tolerating(Tolerance... faults) {
    return with(changed -> changed.tolerances = new LinkedHashSet<>(Arrays.asList(faults)));
  }

  public ValidationParameters withRevocation(Optional<RevocationEvidence> evidence) {
    return with(changed -> changed.revocation = evidence);
  }

  public ValidationParameters withTransparency(Optional<TransparencyCheck> check) {
    return with(changed -> changed.transparency = check);
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

  private ValidationParameters with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.parameters(this);
  }

  /** The fields that may differ, while one of them is changed. */
  private static final class Draft {
    private Profile profile;
    private Set<String> usages;
    private int keyUsage;
    private Optional<PeerName> peerName;
    private OptionalInt mostIntermediates;
    private CertificatePolicyDemand certificatePolicies;
    private Set<Tolerance> tolerances;
    private Optional<RevocationEvidence> revocation;
    private Optional<TransparencyCheck> transparency;

    Draft(ValidationParameters from) {
      profile = from.profile;
      usages = from.usages;
      keyUsage = from.keyUsage;
      peerName = from.peerName;
      mostIntermediates = from.mostIntermediates;
      certificatePolicies = from.certificatePolicies;
      tolerances = from.tolerances;
      revocation = from.revocation;
      transparency = from.transparency;
    }

    ValidationParameters parameters(ValidationParameters from) {
      return new ValidationParameters(
          from.time,
          from.policy,
          profile,
          usages,
          keyUsage,
          peerName,
          mostIntermediates,
          certificatePolicies,
          tolerances,
          revocation,
          transparency);
    }
  }
}
