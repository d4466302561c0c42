package dev.pinwheel.testing.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;

/** Kinds of key that a test may want; the weak ones are there to be refused. */
public enum KeyKind {
  EC_P256("EC", 256, "SHA256withECDSA"),
  EC_P384("EC", 384, "SHA384withECDSA"),
  EC_P521("EC", 521, "SHA512withECDSA"),
  RSA_1024("RSA", 1024, "SHA256withRSA"),
  RSA_2047("RSA", 2047, "SHA256withRSA"),
  RSA_2048("RSA", 2048, "SHA256withRSA"),
  RSA_2052("RSA", 2052, "SHA256withRSA"),
  RSA_3072("RSA", 3072, "SHA256withRSA"),
  RSA_4096("RSA", 4096, "SHA256withRSA"),
  ED25519("Ed25519", 0, "Ed25519"),
  DSA_2048("DSA", 2048, "SHA256withDSA");

  private final String algorithm;
  private final int bits;
  private final String signatureAlgorithm;

  KeyKind(String algorithm, int bits, String signatureAlgorithm) {
    this.algorithm = algorithm;
    this.bits = bits;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** A new key pair. */
  public KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        generator.initialize(bits, random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key generator for " + this, e);
    }
  }

  /** JCA name of the signature algorithm that a key of this kind signs with by default. */
  public String signatureAlgorithm() {
    return signatureAlgorithm;
  }
}
