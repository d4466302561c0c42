package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/**
 * Which of several issuers of one name is tried first (RFC 4158 section 3.5): it decides how soon a
 * valid path is found, never whether.
 *
 * @param time the instant of the validation
 */
public record IssuerPreference(Instant time) {

  Comparator<PathCertificate> forIssuersOf(ParsedCertificate certificate, TrustStore anchors) {
    return Comparator.<PathCertificate, Boolean>comparing(
            issuer -> !keyIdentifiersAgree(certificate, issuer.certificate()))
        .thenComparing(issuer -> !isValidNow(issuer.certificate()))
        .thenComparing(issuer -> !namesAreTheSameBytes(certificate, issuer.certificate()))
        .thenComparing(issuer -> !anchors.anchors().contains(issuer.certificate()))
        .thenComparing(PathCertificate::origin);
  }

  /** Of two that will do, the one that verifiers take that compare names by their bytes. */
  private static boolean namesAreTheSameBytes(
      ParsedCertificate certificate, ParsedCertificate issuer) {
    return Arrays.equals(certificate.issuerDer(), issuer.subjectDer());
  }

  private boolean isValidNow(ParsedCertificate issuer) {
    return !time.isBefore(issuer.notBefore()) && !time.isAfter(issuer.notAfter());
  }

  /** Key identifiers are a hint (RFC 5280 section 4.2.1.1): where one is absent, they agree. */
  private static boolean keyIdentifiersAgree(
      ParsedCertificate certificate, ParsedCertificate issuer) {
    Optional<byte[]> wanted =
        certificate
            .extensions()
            .authorityKeyIdentifier()
            .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
    Optional<byte[]> found =
        issuer.extensions().subjectKeyIdentifier().map(identifier -> identifier.getKeyIdentifier());
    return wanted.isEmpty() || found.isEmpty() || Arrays.equals(wanted.get(), found.get());
  }
}
