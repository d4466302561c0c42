package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.finding.ViolationCode.CERT_CHAIN_INVALID;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.DSAParams;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Signatures by DSA keys that have no parameters of their own verify with those of the keys above
 * (RFC 5280 sections 6.1.4 (e) and 6.1.5 (d), working_public_key_parameters). Which those are
 * depends on the path, so that it can only be checked on a whole one; a search takes such a step
 * unchecked.
 */
final class InheritedKeyRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    Optional<DSAParams> working = Optional.empty();
    for (int position = path.length() - 1; position > 0; position--) {
      if (!(path.at(position).x509().getPublicKey() instanceof DSAPublicKey key)) {
        working = Optional.empty();
        continue;
      }
      if (key.getParams() != null) {
        working = Optional.of(key.getParams());
      } else if (!verifies(path.at(position - 1), key, working)) {
        violations.accept(
            new CertificateAt(path.at(position - 1), position - 1)
                .fault(
                    CERT_CHAIN_INVALID,
                    "is not signed with the key of its issuer and the parameters above it",
                    "RFC 5280 section 6.1.4 (e)"));
      }
    }
  }

  private static boolean verifies(
      ParsedCertificate certificate, DSAPublicKey key, Optional<DSAParams> working) {
    if (working.isEmpty()) {
      return false;
    }
    DSAParams inherited = working.get();
    try {
      certificate
          .x509()
          .verify(
              KeyFactory.getInstance("DSA")
                  .generatePublic(
                      new DSAPublicKeySpec(
                          key.getY(), inherited.getP(), inherited.getQ(), inherited.getG())));
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      // as in SignatureVerifier: whatever went wrong, the signature was not verified
      return false;
    }
  }
}
