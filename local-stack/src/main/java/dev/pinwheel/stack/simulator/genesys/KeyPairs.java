package dev.pinwheel.stack.simulator.genesys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private key is that of a certificate: what one signs the other verifies. */
final class KeyPairs {

  private static final byte[] PROBE = "key pair".getBytes(StandardCharsets.US_ASCII);

  private KeyPairs() {}

  static boolean match(PublicKey publicKey, PrivateKey privateKey) {
    if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(
              publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed key can sign", e);
    }
  }
}
