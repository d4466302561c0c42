package dev.pinwheel.chain.rule;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * What the relying party says about certificate policies (RFC 5280 section 6.1.1 (c), (e), (f),
 * (g)).
 *
 * @param acceptable object identifiers of the user-initial-policy-set; {@link #ANY_POLICY} in it
 *     accepts every policy
 * @param requireExplicit whether the path must be valid for one of them (initial-explicit-policy)
 * @param inhibitMapping whether policy mappings do not count (initial-policy-mapping-inhibit)
 * @param inhibitAny whether anyPolicy in a certificate does not count (initial-any-policy-inhibit)
 */
public record CertificatePolicyDemand(
    Set<String> acceptable, boolean requireExplicit, boolean inhibitMapping, boolean inhibitAny) {

  /** The special policy that stands for all (RFC 5280 section 4.2.1.4). */
  public static final String ANY_POLICY = "2.5.29.32.0";

  /** No policy is asked for; a CA of the path may still ask for one. */
  public static final CertificatePolicyDemand NONE =
      new CertificatePolicyDemand(Set.of(ANY_POLICY), false, false, false);

  public CertificatePolicyDemand {
    acceptable = Set.copyOf(acceptable);
    if (acceptable.isEmpty()) {
      throw new IllegalArgumentException(
          "the set of acceptable policies is empty: name one, or anyPolicy " + ANY_POLICY);
    }
    for (String policy : acceptable) {
      if (ASN1ObjectIdentifier.tryFromID(policy) == null) {
        throw new IllegalArgumentException(
            "expected an object identifier such as 2.23.140.1.2.2, found " + policy);
      }
    }
  }
}
