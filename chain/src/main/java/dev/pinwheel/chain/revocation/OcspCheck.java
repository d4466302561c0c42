package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The status of certificates by OCSP: RFC 6960 section 3.2, whose numbers stand at the steps. */
final class OcspCheck {

  /** How much the clocks of responder and validator may differ, as RFC 5019 section 4 expects. */
  static final Duration SKEW = Duration.ofMinutes(5);

  /**
   * A response without nextUpdate says that newer information is always to be had (RFC 6960 section
   * 4.2.2.1), so that one which was kept says nothing after a while.
   */
  static final Duration MOST_AGE_WITHOUT_NEXT_UPDATE = Duration.ofHours(24);

  private static final int MOST_REASONS = 4;

  /** Extensions of responders' certificates that are looked at here, or carry no condition. */
  private static final Set<String> PROCESSED =
      Set.of(
          Extension.basicConstraints.getId(),
          Extension.keyUsage.getId(),
          Extension.extendedKeyUsage.getId(),
          Extension.subjectAlternativeName.getId(),
          OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId());

  private final List<OcspAnswer> answers;
  private final TrustedSigners signers;
  private final Instant time;

  private record About(OcspAnswer answer, OcspAnswer.Single single) {}

  OcspCheck(List<OcspAnswer> answers, TrustedSigners signers, Instant time) {
    this.answers = answers;
    this.signers = signers;
    this.time = time;
  }

  /** What the newest response says that may be believed. */
  RevocationStatus status(ParsedCertificate certificate, ParsedCertificate issuer) {
    Set<String> why = new LinkedHashSet<>();
    for (About about : newestAbout(certificate, issuer)) {
      Optional<String> objection =
          about
              .answer()
              .unusable()
              .or(about.single()::unusable)
              .or(() -> stale(about))
              .or(() -> signatureFault(about.answer(), issuer));
      if (objection.isPresent()) {
        why.add(
            "the OCSP response from %s cannot be used: %s"
                .formatted(about.single().thisUpdate(), objection.get()));
        continue;
      }
      return switch (about.single().said()) {
        case OcspAnswer.Said.Good good -> new RevocationStatus.Good();
        case OcspAnswer.Said.Revoked revoked ->
            new RevocationStatus.Revoked(
                revoked.reason(),
                revoked.date(),
                "the OCSP response from " + about.single().thisUpdate());
        case OcspAnswer.Said.Unknown unknown ->
            new RevocationStatus.Unknown(List.of("the OCSP responder does not know it"));
      };
    }
    return new RevocationStatus.Unknown(
        why.isEmpty()
            ? List.of("there is no OCSP response for it")
            : why.stream().limit(MOST_REASONS).toList());
  }

  /** (1) of RFC 6960 section 3.2: the certificate is the one that was asked about. */
  private List<About> newestAbout(ParsedCertificate certificate, ParsedCertificate issuer) {
    List<About> found = new ArrayList<>();
    for (OcspAnswer answer : answers) {
      for (OcspAnswer.Single single : answer.singles()) {
        if (single.certificateId().isOf(certificate, issuer)) {
          found.add(new About(answer, single));
        }
      }
    }
    found.sort(
        Comparator.<About, Instant>comparing(about -> about.single().thisUpdate()).reversed());
    return found;
  }

  /** (5) and (6). */
  private Optional<String> stale(About about) {
    Instant thisUpdate = about.single().thisUpdate();
    if (thisUpdate.isAfter(time.plus(SKEW))
        || about.answer().producedAt().isAfter(time.plus(SKEW))) {
      return Optional.of("it is from the future");
    }
    Instant end =
        about
            .single()
            .nextUpdate()
            .map(next -> next.plus(SKEW))
            .orElse(thisUpdate.plus(MOST_AGE_WITHOUT_NEXT_UPDATE));
    return time.isAfter(end)
        ? Optional.of("it is out of date since " + about.single().nextUpdate().orElse(end))
        : Optional.empty();
  }

  /** (2) to (4): the issuer itself signed, or a responder to which it delegated this. */
  private Optional<String> signatureFault(OcspAnswer answer, ParsedCertificate issuer) {
    if (answer.responder().isNamedBy(issuer) && answer.isSignedBy(issuer.publicKey(), signers)) {
      return Optional.empty();
    }
    Optional<String> fault = Optional.empty();
    for (ParsedCertificate candidate : answer.certificates()) {
      if (answer.responder().isNamedBy(candidate)
          && answer.isSignedBy(candidate.publicKey(), signers)) {
        fault = delegationFault(candidate, issuer);
        if (fault.isEmpty()) {
          return fault;
        }
      }
    }
    return fault.or(
        () ->
            Optional.of(
                "its signature does not verify with the key of the issuer or of a responder"));
  }

  /** RFC 6960 section 4.2.2.2. */
  private Optional<String> delegationFault(ParsedCertificate responder, ParsedCertificate issuer) {
    if (!responder.issuer().equals(issuer.subject())
        || !signers.verifier().verifies(responder, issuer)) {
      return Optional.of("the issuer itself did not issue the responder's certificate");
    }
    boolean delegated =
        responder
            .extensions()
            .extendedKeyUsage()
            .map(usage -> usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
            .orElse(false);
    if (!delegated) {
      return Optional.of("the responder's certificate lacks the extended key usage OCSPSigning");
    }
    if (responder
        .extensions()
        .keyUsage()
        .filter(usage -> (usage & KeyUsage.digitalSignature) == 0)
        .isPresent()) {
      return Optional.of("the responder's key may not sign");
    }
    if (!PROCESSED.containsAll(responder.extensions().critical())) {
      return Optional.of("the responder's certificate has an unknown critical extension");
    }
    if (time.isBefore(responder.notBefore()) || time.isAfter(responder.notAfter())) {
      return Optional.of("the responder's certificate is not valid");
    }
    boolean unchecked = responder.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck).isPresent();
    return unchecked ? Optional.empty() : signers.objectionTo(responder);
  }
}
