package dev.pinwheel.stack.simulator.genesys;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** Reads the common name of a certificate's issuer. */
final class IssuerName {

  private IssuerName() {}

  static Optional<String> commonName(X509Certificate certificate) {
    try {
      RDN[] names = new JcaX509CertificateHolder(certificate).getIssuer().getRDNs(BCStyle.CN);
      return names.length == 0
          ? Optional.empty()
          : Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded has an encoding", e);
    }
  }
}
