package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.der.BerObject;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/**
 * Names a certificate's signature algorithm, with the hash that RSASSA-PSS has in its parameters.
 */
final class SignatureName {

  private static final String PSS = "RSASSA-PSS";

  private SignatureName() {}

  /** Such as {@code SHA256withRSA}; an algorithm that is not known keeps its object identifier. */
  static String of(X509Certificate certificate) {
    if (!certificate.getSigAlgName().equals(PSS)) {
      return certificate.getSigAlgName();
    }
    try {
      RSASSAPSSparams parameters =
          RSASSAPSSparams.getInstance(BerObject.read(certificate.getSigAlgParams()));
      String hash =
          new DefaultAlgorithmNameFinder().getAlgorithmName(parameters.getHashAlgorithm());
      return hash.replace("-", "") + "withRSA";
    } catch (IOException | RuntimeException e) {
      // absent parameters mean SHA-1 (RFC 4055 section 3.1); unreadable ones are no better
      return "SHA1withRSA";
    }
  }
}
