package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.ReaderWords;
import dev.pinwheel.chain.rule.Profile;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The status of certificates by CRLs: RFC 5280 section 6.3.3, whose letters stand beside the steps.
 * Deltas are always used where there are any (section 6.3.1, use-deltas).
 */
final class CrlCheck {

  /** More than an operator would read; every further CRL says the same again. */
  private static final int MOST_REASONS = 4;

  private final List<RevocationList> complete;
  private final List<RevocationList> deltas;
  private final Profile profile;
  private final TrustedSigners signers;
  private final Instant time;

  CrlCheck(List<RevocationList> lists, Profile profile, TrustedSigners signers, Instant time) {
    this.profile = profile;
    // the newest of two for the same scope knows best, and then nothing is left for the older one
    this.complete =
        lists.stream()
            .filter(list -> !list.isDelta())
            .sorted(Comparator.comparing(RevocationList::thisUpdate).reversed())
            .toList();
    this.deltas =
        lists.stream()
            .filter(RevocationList::isDelta)
            .sorted(Comparator.comparing(RevocationList::thisUpdate).reversed())
            .toList();
    this.signers = signers;
    this.time = time;
  }

  RevocationStatus status(ParsedCertificate certificate) {
    Judgement judgement = new Judgement(certificate);
    try {
      for (CrlDistributionPoint point : CrlDistributionPoint.of(certificate)) {
        for (RevocationList list : complete) {
          judgement.apply(list, point);
          if (judgement.isDecided()) {
            return judgement.status();
          }
        }
      }
      return judgement.status();
    } catch (RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      return new RevocationStatus.Unknown(
          List.of("its CRL distribution points cannot be read: " + ReaderWords.of(e)));
    }
  }

  /** What is known so far about one certificate. */
  private final class Judgement {

    private final ParsedCertificate certificate;
    private final Set<String> why = new LinkedHashSet<>();
    private ReasonMask reasons = ReasonMask.NONE;
    private Optional<RevocationStatus> revoked = Optional.empty();

    Judgement(ParsedCertificate certificate) {
      this.certificate = certificate;
    }

    boolean isDecided() {
      return revoked.isPresent() || reasons.equals(ReasonMask.ALL);
    }

    RevocationStatus status() {
      if (revoked.isPresent()) {
        return revoked.get();
      }
      if (reasons.equals(ReasonMask.ALL)) {
        return new RevocationStatus.Good();
      }
      if (!reasons.equals(ReasonMask.NONE)) {
        why.add("the CRLs leave reasons for revocation out");
      }
      return new RevocationStatus.Unknown(
          why.isEmpty()
              ? List.of("there is no CRL for it")
              : why.stream().limit(MOST_REASONS).toList());
    }

    void apply(RevocationList list, CrlDistributionPoint point) {
      if (!isForIssuer(list, point)) {
        return;
      }
      Optional<String> unusable =
          list.unusable()
              .or(() -> outOfScope(list, point))
              .or(() -> profile == Profile.WEBPKI ? notForTheWeb(list, point) : Optional.empty());
      if (unusable.isPresent()) {
        cannotUse(list, unusable.get());
        return;
      }
      // (d) and (e): a CRL with no new reason is not worth its signature check
      ReasonMask covered = list.scope().reasons().and(point.reasons());
      if (!covered.addsTo(reasons)) {
        return;
      }
      // (f) and (g)
      Optional<ParsedCertificate> signer = signerOf(list);
      if (signer.isEmpty()) {
        return;
      }
      Optional<RevocationList> delta = deltaOf(list, signer.get());
      if (!isUpToDate(list, delta)) {
        cannotUse(
            list,
            time.isBefore(list.thisUpdate())
                ? "it is not in force before " + list.thisUpdate()
                : "it has not been in force since " + list.nextUpdate());
        return;
      }
      lookUp(list, delta);
      Optional<String> doubt = list.doubt().or(() -> delta.flatMap(RevocationList::doubt));
      if (doubt.isPresent()) {
        cannotUse(list, doubt.get());
        return;
      }
      // (l)
      reasons = reasons.or(covered);
    }

    /** (i) to (k): a delta that takes the certificate off the list ends the matter. */
    private void lookUp(RevocationList list, Optional<RevocationList> delta) {
      Optional<RevocationList.Entry> changed = delta.flatMap(one -> one.entryFor(certificate));
      RevocationList source = changed.isPresent() ? delta.orElseThrow() : list;
      changed
          .or(() -> list.entryFor(certificate))
          .filter(entry -> entry.reason() != CRLReason.REMOVE_FROM_CRL)
          .ifPresent(
              entry ->
                  revoked =
                      Optional.of(
                          new RevocationStatus.Revoked(
                              entry.reason(), entry.date(), describe(source))));
    }

    private void cannotUse(RevocationList list, String reason) {
      why.add("%s cannot be used: %s".formatted(describe(list), reason));
    }

    /** (b)(1). */
    private boolean isForIssuer(RevocationList list, CrlDistributionPoint point) {
      return point.crlIssuers().isEmpty()
          ? list.issuer().equals(certificate.issuer())
          : point.crlIssuers().contains(DistributionName.of(list.issuer()));
    }

    /** (b)(1), the flag of indirect CRLs, and (b)(2). */
    private Optional<String> outOfScope(RevocationList list, CrlDistributionPoint point) {
      CrlScope scope = list.scope();
      if (!point.crlIssuers().isEmpty() && !scope.indirect()) {
        return Optional.of("it does not say that it is an indirect CRL");
      }
      if (scope.namesADistributionPoint()
          && scope.names().stream().noneMatch(point.comparedNames()::contains)) {
        return Optional.of("it is for another distribution point");
      }
      if (scope.userCertificatesOnly() && certificate.isAuthority()) {
        return Optional.of("it is for end-entity certificates only");
      }
      if (scope.authorityCertificatesOnly() && !certificate.isAuthority()) {
        return Optional.of("it is for CA certificates only");
      }
      return scope.attributeCertificatesOnly()
          ? Optional.of("it is for attribute certificates only")
          : Optional.empty();
    }

    /** Baseline Requirements 7.2.2.1 and 7.1.2.11.2: addresses alone, and no indirect CRLs. */
    private static Optional<String> notForTheWeb(RevocationList list, CrlDistributionPoint point) {
      if (list.scope().indirect()) {
        return Optional.of("it is an indirect CRL, which the public web has not");
      }
      return Stream.concat(list.scope().names().stream(), point.givenNames().stream())
              .allMatch(DistributionName::isAddress)
          ? Optional.empty()
          : Optional.of("a distribution point is named by more than addresses");
    }

    private Optional<ParsedCertificate> signerOf(RevocationList list) {
      boolean signed = false;
      for (ParsedCertificate candidate : signers.named(list.issuer())) {
        if (!list.isSignedBy(signers.keyOf(candidate), signers)) {
          continue;
        }
        signed = true;
        Optional<String> objection =
            maySignLists(candidate)
                ? signers.objectionTo(candidate)
                : Optional.of(
                    "the key of %s may not sign CRLs: its keyUsage has no cRLSign"
                        .formatted(candidate.subjectText()));
        if (objection.isEmpty()) {
          return Optional.of(candidate);
        }
        cannotUse(list, objection.get());
      }
      if (!signed) {
        cannotUse(list, "its signature does not verify with any known key of its issuer");
      }
      return Optional.empty();
    }

    /** (c) and (h): the newest delta of the same issuer, scope and key that is in force. */
    private Optional<RevocationList> deltaOf(RevocationList list, ParsedCertificate signer) {
      return deltas.stream()
          .filter(delta -> delta.unusable().isEmpty())
          .filter(list::isUpdatedBy)
          .filter(delta -> delta.isCurrent(time))
          .filter(delta -> delta.isSignedBy(signers.keyOf(signer), signers))
          .findFirst();
    }

    /**
     * (a): a complete CRL whose time is over is brought up to date by a delta, where certificate or
     * CRL say that there are deltas.
     */
    private boolean isUpToDate(RevocationList list, Optional<RevocationList> delta) {
      return list.isCurrent(time)
          || (delta.isPresent()
              && !time.isBefore(list.thisUpdate())
              && (list.pointsToDeltas() || pointsToDeltas(certificate)));
    }
  }

  /** (f): asked for only where there is a key usage extension. */
  private static boolean maySignLists(ParsedCertificate signer) {
    return signer
        .extensions()
        .keyUsage()
        .map(usage -> (usage & KeyUsage.cRLSign) != 0)
        .orElse(true);
  }

  private static boolean pointsToDeltas(ParsedCertificate certificate) {
    return certificate.extension(org.bouncycastle.asn1.x509.Extension.freshestCRL).isPresent();
  }

  private static String describe(RevocationList list) {
    return "the %s of %s from %s"
        .formatted(
            list.isDelta() ? "delta CRL" : "CRL",
            list.issuer().text(),
            list.thisUpdate().toString());
  }
}
