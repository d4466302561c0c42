package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Where a certificate says that it would be revoked (RFC 5280 section 4.2.1.13).
 *
 * @param names empty where the point has no name of its own
 * @param crlIssuers who issues the CRL in the place of the certificate's issuer; empty where that
 *     does it itself
 * @param implied whether the certificate does not name it
 */
record CrlDistributionPoint(
    Set<DistributionName> names,
    Set<DistributionName> crlIssuers,
    ReasonMask reasons,
    boolean implied) {

  /** Whoever made the certificate chose their number; each is held against every CRL. */
  private static final int MOST_POINTS = 32;

  /**
   * The points of a certificate, the first 32 of them, and as the last one its issuer's own name:
   * CRLs that no point mentions (RFC 5280 section 6.3.3, after (l)).
   *
   * @throws RuntimeException of Bouncy Castle's, where the extension is malformed
   */
  static List<CrlDistributionPoint> of(ParsedCertificate certificate) {
    List<CrlDistributionPoint> points = new ArrayList<>();
    Optional<byte[]> extension = certificate.extension(Extension.cRLDistributionPoints);
    if (extension.isPresent()) {
      for (DistributionPoint point :
          CRLDistPoint.getInstance(extension.get()).getDistributionPoints()) {
        if (points.size() < MOST_POINTS) {
          points.add(of(point, certificate.issuer()));
        }
      }
    }
    points.add(
        new CrlDistributionPoint(
            Set.of(DistributionName.of(certificate.issuer())), Set.of(), ReasonMask.ALL, true));
    return points;
  }

  private static CrlDistributionPoint of(DistributionPoint point, DirectoryName issuer) {
    Set<DistributionName> crlIssuers =
        point.getCRLIssuer() == null
            ? Set.of()
            : DistributionName.of(point.getCRLIssuer()).stream()
                .filter(name -> name.tag() == GeneralName.directoryName)
                .collect(Collectors.toUnmodifiableSet());
    Optional<DirectoryName> relativeTo =
        switch (crlIssuers.size()) {
          case 0 -> Optional.of(issuer);
          case 1 -> Optional.of((DirectoryName) crlIssuers.iterator().next().value());
          default -> Optional.empty();
        };
    return new CrlDistributionPoint(
        point.getDistributionPoint() == null
            ? Set.of()
            : DistributionName.of(point.getDistributionPoint(), relativeTo),
        crlIssuers,
        ReasonMask.of(point.getReasons()),
        false);
  }

  /** The names that the certificate gives it. */
  Set<DistributionName> givenNames() {
    return implied ? Set.of() : names;
  }

  /** What a CRL's own distribution point is compared with (RFC 5280 section 6.3.3 (b)(2)(i)). */
  Set<DistributionName> comparedNames() {
    return names.isEmpty() ? crlIssuers : names;
  }
}
