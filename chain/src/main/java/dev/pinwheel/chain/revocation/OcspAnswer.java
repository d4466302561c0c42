package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A successful OCSP response that was read (RFC 6960 section 4.2). Nothing is said about who signed
 * it.
 *
 * @param responder who says that it signed
 * @param certificates those that came with it, for a responder that a CA delegated to
 * @param nonce hexadecimal DER of the nonce (RFC 9654); empty where the response has none
 * @param unusable the critical extension that is not processed here
 */
public record OcspAnswer(
    OcspResponder responder,
    Instant producedAt,
    List<Single> singles,
    List<ParsedCertificate> certificates,
    Optional<String> nonce,
    Optional<String> unusable,
    SignedContent signed) {

  public OcspAnswer {
    singles = List.copyOf(singles);
    certificates = List.copyOf(certificates);
  }

  /**
   * What is said about one certificate.
   *
   * @param nextUpdate empty where newer information is always to be had
   */
  record Single(
      OcspCertificateId certificateId,
      Said said,
      Instant thisUpdate,
      Optional<Instant> nextUpdate,
      Optional<String> unusable) {}

  /** The three answers (RFC 6960 section 2.2). */
  sealed interface Said {

    record Good() implements Said {}

    record Revoked(CRLReason reason, Instant date) implements Said {}

    record Unknown() implements Said {}
  }

  boolean isSignedBy(PublicKey key, TrustedSigners signers) {
    return signed.isSignedBy(key, signers);
  }
}
