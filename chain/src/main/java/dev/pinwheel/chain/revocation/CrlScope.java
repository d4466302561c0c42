package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.name.DirectoryName;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/**
 * What a CRL is about (RFC 5280 section 5.2.5, issuingDistributionPoint).
 *
 * @param names of its distribution point; empty where the CRL is not limited to one
 */
record CrlScope(
    Set<DistributionName> names,
    boolean namesADistributionPoint,
    boolean userCertificatesOnly,
    boolean authorityCertificatesOnly,
    boolean attributeCertificatesOnly,
    ReasonMask reasons,
    boolean indirect) {

  /** Of a CRL without the extension: every certificate of its issuer, every reason. */
  static final CrlScope EVERYTHING =
      new CrlScope(Set.of(), false, false, false, false, ReasonMask.ALL, false);

  static CrlScope of(IssuingDistributionPoint point, DirectoryName issuer) {
    boolean named = point.getDistributionPoint() != null;
    return new CrlScope(
        named ? DistributionName.of(point.getDistributionPoint(), Optional.of(issuer)) : Set.of(),
        named,
        point.onlyContainsUserCerts(),
        point.onlyContainsCACerts(),
        point.onlyContainsAttributeCerts(),
        ReasonMask.of(point.getOnlySomeReasons()),
        point.isIndirectCRL());
  }

  /** At most one of the three may be asserted (RFC 5280 section 5.2.5). */
  boolean contradictsItself() {
    int limits = userCertificatesOnly ? 1 : 0;
    limits += authorityCertificatesOnly ? 1 : 0;
    limits += attributeCertificatesOnly ? 1 : 0;
    return limits > 1;
  }
}
