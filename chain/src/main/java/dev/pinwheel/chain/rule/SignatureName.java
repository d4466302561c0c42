package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/**
 * Names a certificate's signature algorithm, with the hash that RSASSA-PSS has in its parameters.
 */
final class SignatureName {

  /** Second identifiers of one algorithm, which ISO's and OIW's registers have. */
  private static final Map<ASN1ObjectIdentifier, String> OLD =
      Map.of(
          OIWObjectIdentifiers.sha1WithRSA, "SHA1withRSA",
          OIWObjectIdentifiers.dsaWithSHA1, "SHA1withDSA");

  private SignatureName() {}

  /** Such as {@code SHA256withRSA}; an algorithm that is not known keeps its object identifier. */
  static String of(ParsedCertificate certificate) {
    AlgorithmIdentifier algorithm = certificate.structure().getSignatureAlgorithm();
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return ofPss(algorithm);
    }
    String old = OLD.get(algorithm.getAlgorithm());
    return old == null
        ? new DefaultSignatureNameFinder()
            .getAlgorithmName(algorithm)
            .toUpperCase(Locale.ROOT)
            .replace("WITH", "with")
        : old;
  }

  private static String ofPss(AlgorithmIdentifier algorithm) {
    try {
      RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
      String hash =
          new DefaultAlgorithmNameFinder().getAlgorithmName(parameters.getHashAlgorithm());
      return hash.replace("-", "") + "withRSA";
    } catch (RuntimeException e) {
      // absent parameters mean SHA-1 (RFC 4055 section 3.1); unreadable ones are no better
      return "SHA1withRSA";
    }
  }
}
