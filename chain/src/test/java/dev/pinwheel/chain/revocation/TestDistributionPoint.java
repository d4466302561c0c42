package dev.pinwheel.chain.revocation;

import dev.pinwheel.testing.pki.HeldCertificate;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.ReasonFlags;

/** Distribution points of certificates and their names. */
final class TestDistributionPoint {

  private TestDistributionPoint() {}

  static CRLDistPoint uri(String uri) {
    return point(new DistributionPoint(uriName(uri), null, null));
  }

  static CRLDistPoint point(DistributionPoint... points) {
    return new CRLDistPoint(points);
  }

  static DistributionPointName uriName(String uri) {
    return new DistributionPointName(
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
  }

  static DistributionPointName directoryName(String name) {
    return new DistributionPointName(
        new GeneralNames(new GeneralName(GeneralName.directoryName, name)));
  }

  /** A name relative to the CRL's issuer: one more CN. */
  static DistributionPointName relativeName(String commonName) {
    ASN1EncodableVector attribute = new ASN1EncodableVector();
    attribute.add(BCStyle.CN);
    attribute.add(new DERUTF8String(commonName));
    return new DistributionPointName(
        DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER, new DERSet(new DERSequence(attribute)));
  }

  static DistributionPoint issuedBy(HeldCertificate crlIssuer) {
    return new DistributionPoint(
        null, null, new GeneralNames(new GeneralName(TestCrl.name(crlIssuer))));
  }

  static DistributionPoint forReasons(DistributionPointName name, int reasons) {
    return new DistributionPoint(name, new ReasonFlags(reasons), null);
  }
}
