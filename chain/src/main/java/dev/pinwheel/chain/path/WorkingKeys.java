package dev.pinwheel.chain.path;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.DSAParams;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.util.Optional;

/**
 * The keys of a path as RFC 5280 section 6.1.4 (d) to (f) has them: a DSA key without parameters of
 * its own takes those of the key above.
 */
public final class WorkingKeys {

  private WorkingKeys() {}

  /** Whether a key means nothing without the path that it stands on. */
  public static boolean isIncomplete(PublicKey key) {
    return key instanceof DSAPublicKey dsa && dsa.getParams() == null;
  }

  /** The key at a position; empty where it is incomplete, and nothing above completes it. */
  public static Optional<PublicKey> at(CandidatePath path, int position) {
    PublicKey key = path.at(position).publicKey();
    if (!isIncomplete(key)) {
      return Optional.of(key);
    }
    for (int above = position + 1; above < path.length(); above++) {
      if (!(path.at(above).publicKey() instanceof DSAPublicKey upper)) {
        return Optional.empty();
      }
      if (upper.getParams() != null) {
        return completed((DSAPublicKey) key, upper.getParams());
      }
    }
    return Optional.empty();
  }

  private static Optional<PublicKey> completed(DSAPublicKey key, DSAParams parameters) {
    try {
      return Optional.of(
          KeyFactory.getInstance("DSA")
              .generatePublic(
                  new DSAPublicKeySpec(
                      key.getY(), parameters.getP(), parameters.getQ(), parameters.getG())));
    } catch (GeneralSecurityException e) {
      // the two do not go together, so that there is no key
      return Optional.empty();
    }
  }
}
