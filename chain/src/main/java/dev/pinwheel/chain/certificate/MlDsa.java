package dev.pinwheel.chain.certificate;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/** The parameter sets of ML-DSA (FIPS 204), of which RFC 9881 uses the pure ones. */
public enum MlDsa {
  ML_DSA_44(NISTObjectIdentifiers.id_ml_dsa_44, "ML-DSA-44", 1312, 2560),
  ML_DSA_65(NISTObjectIdentifiers.id_ml_dsa_65, "ML-DSA-65", 1952, 4032),
  ML_DSA_87(NISTObjectIdentifiers.id_ml_dsa_87, "ML-DSA-87", 2592, 4896);

  /** Size of what a key pair is made of (FIPS 204 algorithm 1). */
  public static final int SEED_BYTES = 32;

  private final String id;
  private final String text;
  private final int keyBytes;
  private final int expandedBytes;

  MlDsa(ASN1ObjectIdentifier id, String text, int keyBytes, int expandedBytes) {
    this.id = id.getId();
    this.text = text;
    this.keyBytes = keyBytes;
    this.expandedBytes = expandedBytes;
  }

  /** Size of a private key as a signer uses it (FIPS 204 table 2). */
  public int expandedBytes() {
    return expandedBytes;
  }

  /** Size of a public key (FIPS 204 table 2). */
  public int keyBytes() {
    return keyBytes;
  }

  /** As FIPS 204 calls it. */
  public String text() {
    return text;
  }

  /** Of a key or a signature: they have the same identifiers (RFC 9881 sections 2 and 3). */
  public static Optional<MlDsa> of(ASN1ObjectIdentifier algorithm) {
    return Arrays.stream(values()).filter(set -> set.id.equals(algorithm.getId())).findFirst();
  }

  /**
   * Whether a key is one of these.
   *
   * @param algorithm what {@link java.security.Key#getAlgorithm} says: a name from Java 24 on, the
   *     object identifier before
   */
  public static boolean isKey(String algorithm) {
    return algorithm.startsWith("ML-DSA")
        || Arrays.stream(values()).anyMatch(set -> set.id.equals(algorithm));
  }
}
