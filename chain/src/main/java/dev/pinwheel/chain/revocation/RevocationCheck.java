package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.rule.EvidenceSigners;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.chain.rule.RevocationEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Revocation by evidence that is at hand. A revoked certificate always refuses the path; whether
 * missing evidence does is the mode's to say.
 *
 * @param mode soft or hard; there is no check with {@link RevocationMode#OFF}
 * @param profile whose rules for the form of CRLs apply
 */
public record RevocationCheck(RevocationMode mode, EvidenceSet evidence, Profile profile)
    implements RevocationEvidence {

  public RevocationCheck {
    if (mode == RevocationMode.OFF) {
      throw new IllegalArgumentException("a check that is off is left out");
    }
  }

  /** Under RFC 5280 alone. */
  public RevocationCheck(RevocationMode mode, EvidenceSet evidence) {
    this(mode, evidence, Profile.RFC5280);
  }

  @Override
  public List<Violation> violations(CandidatePath path, EvidenceSigners signers, Instant time) {
    PathRevocation revocation = new PathRevocation(path, evidence, mode, profile, signers, time);
    List<Violation> violations = new ArrayList<>();
    for (int position = 0; position < path.length() - 1; position++) {
      ParsedCertificate certificate = path.at(position);
      switch (revocation.statusAt(position)) {
        case RevocationStatus.Good good -> {}
        case RevocationStatus.Revoked revoked ->
            violations.add(
                Violation.of(
                        CERTIFICATE_REVOKED,
                        "certificate %d was revoked on %s, reason %s, says %s"
                            .formatted(
                                position, revoked.date(), revoked.reason(), revoked.source()))
                    .at(position, certificate.subjectText())
                    .measured("revoked, " + revoked.reason(), "not revoked"));
        case RevocationStatus.Unknown unknown -> {
          if (mode == RevocationMode.HARD_FAIL) {
            violations.add(
                Violation.of(REVOCATION_UNKNOWN, describe(position, unknown))
                    .at(position, certificate.subjectText())
                    .measured("unknown", "current evidence that it is not revoked"));
          }
        }
      }
    }
    return violations;
  }

  @Override
  public List<Note> notes(CandidatePath path, EvidenceSigners signers, Instant time) {
    List<Note> notes = new ArrayList<>();
    if (mode == RevocationMode.SOFT_FAIL) {
      PathRevocation revocation = new PathRevocation(path, evidence, mode, profile, signers, time);
      for (int position = 0; position < path.length() - 1; position++) {
        if (revocation.statusAt(position) instanceof RevocationStatus.Unknown unknown) {
          notes.add(new Note(Note.Kind.REVOCATION_UNKNOWN, describe(position, unknown)));
        }
      }
    }
    return notes;
  }

  private static String describe(int position, RevocationStatus.Unknown unknown) {
    return "it is not known whether certificate %d is revoked: %s"
        .formatted(position, String.join("; ", unknown.why()));
  }
}
