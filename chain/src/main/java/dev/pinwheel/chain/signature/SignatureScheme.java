package dev.pinwheel.chain.signature;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Which signatures a key may make, by what is said of it where it is published. An RSA key under
 * the identifier id-RSASSA-PSS makes no signatures of PKCS #1 v1.5, although its numbers could (RFC
 * 4055 section 1.2), and where it has parameters only those that agree with them (section 3.3).
 */
public final class SignatureScheme {

  private SignatureScheme() {}

  /**
   * Whether a key may make a signature.
   *
   * @param key of its SubjectPublicKeyInfo
   * @throws IllegalArgumentException where the parameters of RSASSA-PSS are malformed
   */
  public static boolean fits(AlgorithmIdentifier key, AlgorithmIdentifier signature) {
    if (!key.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return true;
    }
    if (!signature.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return false;
    }
    if (isAbsent(key.getParameters())) {
      return true;
    }
    RSASSAPSSparams wanted = RSASSAPSSparams.getInstance(key.getParameters());
    RSASSAPSSparams made = RSASSAPSSparams.getInstance(signature.getParameters());
    return isSame(wanted.getHashAlgorithm(), made.getHashAlgorithm())
        && wanted
            .getMaskGenAlgorithm()
            .getAlgorithm()
            .equals(made.getMaskGenAlgorithm().getAlgorithm())
        && isSame(hashOf(wanted), hashOf(made))
        && made.getSaltLength().compareTo(wanted.getSaltLength()) >= 0
        && made.getTrailerField().equals(wanted.getTrailerField());
  }

  private static AlgorithmIdentifier hashOf(RSASSAPSSparams parameters) {
    return AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters());
  }

  /** A hash's parameters are absent or NULL, which are the same (RFC 4055 section 2.1). */
  private static boolean isSame(AlgorithmIdentifier one, AlgorithmIdentifier other) {
    return one.getAlgorithm().equals(other.getAlgorithm());
  }

  private static boolean isAbsent(ASN1Encodable parameters) {
    return parameters == null || DERNull.INSTANCE.equals(parameters);
  }
}
