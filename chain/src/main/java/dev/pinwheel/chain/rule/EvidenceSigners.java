package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Certificates of whoever may have signed a CRL or an OCSP response with another key than the one
 * that signed the certificate in question (RFC 5280 section 6.3.3 (f), RFC 6960 section 4.2.2.2).
 */
public interface EvidenceSigners {

  /** Every certificate that the validation has at hand with this subject, trusted or not. */
  List<ParsedCertificate> named(DirectoryName subject);

  /**
   * A path on which the signer's certificate satisfies RFC 5280, revocation left aside, from the
   * signer to this trust anchor (RFC 5280 section 6.3.3 (f): it must be the same one). The work is
   * taken from the budget of the validation.
   *
   * @return empty where there is none
   */
  Optional<CandidatePath> validPath(ParsedCertificate signer, ParsedCertificate anchor);

  /** Whether the budget of the validation has one more check of a signature of evidence. */
  boolean takeSignatureCheck();

  /** Who checks signatures in this validation. */
  SignatureVerifier verifier();
}
