package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.WorkingKeys;
import dev.pinwheel.chain.rule.EvidenceSigners;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The revocation of one path's certificates, and of whoever signed the evidence about them. It is
 * used for one path at one instant and then forgotten.
 */
final class PathRevocation implements TrustedSigners {

  private final CandidatePath path;
  private final EvidenceSet evidence;
  private final RevocationMode mode;
  private final Profile profile;
  private final EvidenceSigners signers;
  private final Instant time;
  private final Map<ParsedCertificate, RevocationStatus> known = new HashMap<>();
  private final Set<ParsedCertificate> beingJudged = new HashSet<>();

  PathRevocation(
      CandidatePath path,
      EvidenceSet evidence,
      RevocationMode mode,
      Profile profile,
      EvidenceSigners signers,
      Instant time) {
    this.path = path;
    this.evidence = evidence;
    this.mode = mode;
    this.profile = profile;
    this.signers = signers;
    this.time = time;
  }

  /** The status of the certificate at a position below the anchor. */
  RevocationStatus statusAt(int position) {
    return status(path.at(position), path.at(position + 1));
  }

  private RevocationStatus status(ParsedCertificate certificate, ParsedCertificate issuer) {
    RevocationStatus before = known.get(certificate);
    if (before != null) {
      return before;
    }
    beingJudged.add(certificate);
    RevocationStatus status = judge(certificate, issuer);
    beingJudged.remove(certificate);
    known.put(certificate, status);
    return status;
  }

  /** Revoked is revoked, whichever source says so; otherwise the one that knows has the word. */
  private RevocationStatus judge(ParsedCertificate certificate, ParsedCertificate issuer) {
    RevocationStatus byAnswers =
        new OcspCheck(evidence.answers(), this, time).status(certificate, issuer);
    if (byAnswers instanceof RevocationStatus.Revoked) {
      return byAnswers;
    }
    RevocationStatus byLists =
        new CrlCheck(evidence.crls(), profile, this, time).status(certificate);
    if (byLists instanceof RevocationStatus.Unknown lists) {
      return byAnswers instanceof RevocationStatus.Unknown answers
          ? new RevocationStatus.Unknown(together(answers.why(), lists.why()))
          : byAnswers;
    }
    return byLists;
  }

  private static List<String> together(List<String> answers, List<String> lists) {
    List<String> all = new ArrayList<>(answers);
    all.addAll(lists);
    return all;
  }

  @Override
  public List<ParsedCertificate> named(DirectoryName name) {
    List<ParsedCertificate> candidates = new ArrayList<>();
    path.certificates().stream()
        .map(PathCertificate::certificate)
        .filter(certificate -> certificate.subject().equals(name))
        .forEach(candidates::add);
    signers.named(name).stream()
        .filter(certificate -> !candidates.contains(certificate))
        .forEach(candidates::add);
    return candidates;
  }

  @Override
  public boolean takeSignatureCheck() {
    return signers.takeSignatureCheck();
  }

  @Override
  public SignatureVerifier verifier() {
    return signers.verifier();
  }

  /** On the path, a key may be completed by those above it. */
  @Override
  public PublicKey keyOf(ParsedCertificate signer) {
    PublicKey own = signer.publicKey();
    return IntStream.range(0, path.length())
        .filter(position -> path.at(position).equals(signer))
        .boxed()
        .findFirst()
        .flatMap(position -> WorkingKeys.at(path, position))
        .orElse(own);
  }

  /**
   * Certificates of the path itself are judged with the path. Every other signer needs a path of
   * its own to the same anchor (RFC 5280 section 6.3.3 (f)), on which nothing is revoked; where
   * that cannot be known, the mode decides. A signer whose own status rests on what it signed is
   * believed as long as it does not revoke itself: RFC 5280 allows such CRLs.
   */
  @Override
  public Optional<String> objectionTo(ParsedCertificate signer) {
    if (isOnPath(signer)) {
      return Optional.empty();
    }
    Optional<CandidatePath> own = signers.validPath(signer, path.last());
    if (own.isEmpty()) {
      return Optional.of(
          "the signer %s has no valid path to the trust anchor".formatted(signer.subjectText()));
    }
    CandidatePath certificates = own.get();
    for (int position = certificates.length() - 2; position >= 0; position--) {
      ParsedCertificate certificate = certificates.at(position);
      if (isOnPath(certificate) || beingJudged.contains(certificate)) {
        continue;
      }
      Optional<String> objection =
          objectionTo(status(certificate, certificates.at(position + 1)), certificate);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private Optional<String> objectionTo(RevocationStatus status, ParsedCertificate signer) {
    return switch (status) {
      case RevocationStatus.Good good -> Optional.empty();
      case RevocationStatus.Revoked revoked ->
          Optional.of("the signer %s is revoked".formatted(signer.subjectText()));
      case RevocationStatus.Unknown unknown ->
          mode == RevocationMode.HARD_FAIL
              ? Optional.of(
                  "it is not known whether the signer %s is revoked"
                      .formatted(signer.subjectText()))
              : Optional.empty();
    };
  }

  private boolean isOnPath(ParsedCertificate certificate) {
    return path.certificates().stream().anyMatch(step -> step.certificate().equals(certificate));
  }
}
