package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.PathEnd;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.ValidationParameters;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Validates, fetches what the verdict says is missing, and validates again: issuers where a path
 * ends too early, evidence where revocation is not known. Every round is a whole validation, so
 * that what was fetched is checked like anything else.
 */
public final class FetchingValidator {

  /** As many intermediates may be missing; no public chain has more. */
  static final int MOST_ISSUERS_FETCHED_FOR = 4;

  /** Certificates asked about; a path has at most twelve, and an alternative shares some. */
  static final int MOST_ASKED_ABOUT = 12;

  private final ChainValidator validator;
  private final IssuerSource issuers;
  private final RevocationSource revocation;

  /**
   * A validator.
   *
   * @param validator what judges each round
   */
  public FetchingValidator(
      ChainValidator validator, IssuerSource issuers, RevocationSource revocation) {
    this.validator = validator;
    this.issuers = issuers;
    this.revocation = revocation;
  }

  /**
   * The verdict on one request.
   *
   * @param given evidence that is at hand already
   */
  public Verdict validate(
      ChainRequest request,
      ValidationParameters parameters,
      TrustStore anchors,
      IntermediateStore store,
      EvidenceSet given) {
    return new Rounds(request, parameters, anchors, store, given).verdict();
  }

  /** What was fetched so far for one request. */
  private final class Rounds {

    private final ChainRequest request;
    private final ValidationParameters parameters;
    private final TrustStore anchors;
    private final RevocationMode mode;
    private final Set<ParsedCertificate> fetchedFor = new HashSet<>();
    private final Set<ParsedCertificate> askedAbout = new HashSet<>();
    private IntermediateStore store;
    private EvidenceSet evidence;

    Rounds(
        ChainRequest request,
        ValidationParameters parameters,
        TrustStore anchors,
        IntermediateStore store,
        EvidenceSet given) {
      this.request = request;
      this.parameters = parameters;
      this.anchors = anchors;
      this.mode = parameters.policy().revocation();
      this.store = store;
      this.evidence = given;
    }

    Verdict verdict() {
      Verdict verdict = validated();
      while (findsMore(verdict)) {
        verdict = validated();
      }
      return verdict;
    }

    private Verdict validated() {
      return validator.validate(
          request,
          parameters.withRevocation(
              mode == RevocationMode.OFF
                  ? Optional.empty()
                  : Optional.of(new RevocationCheck(mode, evidence, parameters.profile()))),
          anchors,
          store);
    }

    private boolean findsMore(Verdict verdict) {
      Optional<CandidatePath> path =
          switch (verdict) {
            case Verdict.Valid valid -> Optional.of(valid.chain().path());
            case Verdict.Refused refused -> refused.path();
          };
      if (path.isEmpty()) {
        return false;
      }
      return path.get().isAnchored()
          ? saysUnknown(verdict) && findsEvidence(path.get())
          : lacksIssuer(path.get().end()) && findsIssuers(path.get().last());
    }

    private boolean findsIssuers(ParsedCertificate certificate) {
      if (fetchedFor.size() == MOST_ISSUERS_FETCHED_FOR || !fetchedFor.add(certificate)) {
        return false;
      }
      List<FetchedCertificate> fetched = issuers.issuersOf(certificate, parameters.time());
      for (FetchedCertificate one : fetched) {
        store = store.withFetched(one.certificate(), one.address());
      }
      return !fetched.isEmpty();
    }

    private boolean findsEvidence(CandidatePath path) {
      boolean found = false;
      Instant time = parameters.time();
      for (int position = 0; position < path.length() - 1; position++) {
        ParsedCertificate certificate = path.at(position);
        if (askedAbout.size() < MOST_ASKED_ABOUT && askedAbout.add(certificate)) {
          EvidenceSet fetched = revocation.about(certificate, path.at(position + 1), time);
          found |= !fetched.isEmpty();
          evidence = evidence.and(fetched);
        }
      }
      return found;
    }
  }

  private static boolean lacksIssuer(PathEnd end) {
    return end == PathEnd.ISSUER_MISSING || end == PathEnd.ISSUER_SIGNATURE_WRONG;
  }

  private static boolean saysUnknown(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid ->
          valid.notes().stream().anyMatch(note -> note.kind() == Note.Kind.REVOCATION_UNKNOWN);
      case Verdict.Refused refused ->
          refused.violations().stream()
              .anyMatch(violation -> violation.code() == ViolationCode.REVOCATION_UNKNOWN);
    };
  }
}
