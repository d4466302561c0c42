package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.WorkingKeys;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.security.PublicKey;
import java.util.function.Consumer;

/**
 * Signatures by DSA keys that have no parameters of their own verify with those of the keys above
 * (RFC 5280 section 6.1.3 (a)(1), working_public_key_parameters). Which those are depends on the
 * path, so that it can only be checked on a whole one; a search takes such a step unchecked.
 */
final class InheritedKeyRule implements PathRule {

  private final SignatureVerifier verifier;

  InheritedKeyRule(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = path.length() - 1; position > 0; position--) {
      ParsedCertificate below = path.at(position - 1);
      if (WorkingKeys.isIncomplete(path.at(position).publicKey())
          && WorkingKeys.at(path, position).filter(key -> verifies(below, key)).isEmpty()) {
        violations.accept(
            new CertificateAt(below, position - 1)
                .fault(
                    CERT_CHAIN_INVALID,
                    "is not signed with the key of its issuer and the parameters above it",
                    "RFC 5280 section 6.1.3 (a)(1)"));
      }
    }
  }

  private boolean verifies(ParsedCertificate certificate, PublicKey key) {
    return verifier.verifies(
        key,
        certificate.structure().getSignatureAlgorithm(),
        certificate.signedContent(),
        certificate.signature());
  }
}
