package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether one certificate signed another, checked once in a validation for each key: cross-signs
 * and renewals of a CA have one between them.
 */
final class SignatureChecks {

  private final SignatureVerifier verifier;
  private final WorkBudget budget;
  private final Map<Pair, Boolean> known = new HashMap<>();

  private record Pair(ParsedCertificate certificate, String issuerKey) {}

  SignatureChecks(SignatureVerifier verifier, WorkBudget budget) {
    this.verifier = verifier;
    this.budget = budget;
  }

  /** False also where the budget is used up. */
  boolean verifies(ParsedCertificate certificate, ParsedCertificate issuer) {
    if (WorkingKeys.isIncomplete(issuer.x509().getPublicKey())) {
      // can only be checked where the whole path is known: a rule does
      return true;
    }
    Pair pair = new Pair(certificate, issuer.keyDigest());
    Boolean before = known.get(pair);
    if (before != null) {
      return before;
    }
    boolean verifies =
        verifier.remembers(certificate, issuer)
            || (budget.takeSignatureCheck() && verifier.verifies(certificate, issuer));
    known.put(pair, verifies);
    return verifies;
  }
}
