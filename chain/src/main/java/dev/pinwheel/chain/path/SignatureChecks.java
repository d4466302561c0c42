package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.signature.SignatureResult;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether one certificate signed another, checked once in a validation for each key: cross-signs
 * and renewals of a CA have one between them.
 */
final class SignatureChecks {

  private final SignatureVerifier verifier;
  private final WorkBudget budget;
  private final Map<Pair, SignatureResult> known = new HashMap<>();

  private record Pair(ParsedCertificate certificate, String issuerKey) {}

  SignatureChecks(SignatureVerifier verifier, WorkBudget budget) {
    this.verifier = verifier;
    this.budget = budget;
  }

  /** Without a check of its own. */
  Optional<SignatureResult> known(ParsedCertificate certificate, ParsedCertificate issuer) {
    return Optional.ofNullable(known.get(new Pair(certificate, issuer.keyDigest())));
  }

  /** Wrong also where the budget is used up. */
  SignatureResult check(ParsedCertificate certificate, ParsedCertificate issuer) {
    if (WorkingKeys.isIncomplete(issuer.publicKey())) {
      // can only be checked where the whole path is known: a rule does
      return new SignatureResult.Verified("");
    }
    Pair pair = new Pair(certificate, issuer.keyDigest());
    SignatureResult before = known.get(pair);
    if (before != null) {
      return before;
    }
    SignatureResult result =
        verifier
            .remembered(certificate, issuer)
            .orElseGet(
                () ->
                    budget.takeSignatureCheck()
                        ? verifier.check(certificate, issuer)
                        : new SignatureResult.Wrong());
    known.put(pair, result);
    return result;
  }
}
