package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.Optional;

/**
 * A CRL that was read (RFC 5280 section 5). Nothing is said about who signed it.
 *
 * @param number its CRL number; empty only where {@link #doubt} says so
 * @param baseNumber with a value, it is a delta CRL for the complete CRL of this number (RFC 5280
 *     section 5.2.4)
 * @param authorityKeyIdentifier the extension's DER, in hexadecimal
 * @param pointsToDeltas whether it has the extension freshestCRL
 * @param revoked which certificates, of this issuer or of others
 * @param unusable why RFC 5280 forbids to take any status from it
 * @param doubt why it proves of no certificate that it is not revoked, although what it lists is: a
 *     rule for issuers is broken, such as that a CRL is of version 2 and has a number (RFC 5280
 *     section 5 obliges to process those of both versions)
 */
public record RevocationList(
    DirectoryName issuer,
    Instant thisUpdate,
    Instant nextUpdate,
    Optional<BigInteger> number,
    Optional<BigInteger> baseNumber,
    CrlScope scope,
    Optional<String> authorityKeyIdentifier,
    boolean pointsToDeltas,
    RevokedEntries revoked,
    Optional<String> unusable,
    Optional<String> doubt,
    SignedContent signed) {

  /**
   * One revoked certificate.
   *
   * @param date as the CRL has it, which may lie in the future and counts all the same
   * @param reason unspecified where the entry has none (RFC 5280 section 5.3.1)
   */
  public record Entry(Instant date, CRLReason reason) {}

  boolean isDelta() {
    return baseNumber.isPresent();
  }

  boolean isCurrent(Instant time) {
    return !time.isBefore(thisUpdate) && !time.isAfter(nextUpdate);
  }

  Optional<Entry> entryFor(ParsedCertificate certificate) {
    return revoked.find(issuer, certificate.issuer(), certificate.serialNumber());
  }

  boolean isSignedBy(PublicKey key, TrustedSigners signers) {
    return signed.isSignedBy(key, signers);
  }

  /**
   * Whether a delta brings this complete CRL up to date (RFC 5280 section 5.2.4 and section 6.3.3
   * (c)); both must also be signed with the same key.
   */
  boolean isUpdatedBy(RevocationList delta) {
    return delta.baseNumber.isPresent()
        && number.isPresent()
        && delta.number.isPresent()
        && issuer.equals(delta.issuer)
        && scope.equals(delta.scope)
        && authorityKeyIdentifier.equals(delta.authorityKeyIdentifier)
        && number.get().compareTo(delta.baseNumber.get()) >= 0
        && number.get().compareTo(delta.number.get()) < 0;
  }
}
