package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.certificate.MlDsa;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Kinds of public key, besides RSA, that a policy may allow. */
public enum NamedKey {
  P_256("P-256"),
  P_384("P-384"),
  P_521("P-521"),
  ED25519("Ed25519"),
  ML_DSA_44(MlDsa.ML_DSA_44.text()),
  ML_DSA_65(MlDsa.ML_DSA_65.text()),
  ML_DSA_87(MlDsa.ML_DSA_87.text());

  /** What every TLS peer of today may have; a policy that wants more lists it. */
  public static final Set<NamedKey> USUAL = Set.of(P_256, P_384, P_521, ED25519);

  private final String text;

  NamedKey(String text) {
    this.text = text;
  }

  /** A parameter set of ML-DSA. */
  public static NamedKey of(MlDsa set) {
    return switch (set) {
      case ML_DSA_44 -> ML_DSA_44;
      case ML_DSA_65 -> ML_DSA_65;
      case ML_DSA_87 -> ML_DSA_87;
    };
  }

  /** As policy templates spell it (FIPS 186-5, RFC 8410, FIPS 204). */
  public String text() {
    return text;
  }

  public static Optional<NamedKey> named(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }
}
