package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathBuilder;
import dev.pinwheel.chain.signature.SignatureResult;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;

/** Which signatures of a path the usual providers could not check, and who did. */
final class ProviderNotes {

  private ProviderNotes() {}

  static List<Note> of(CandidatePath path, PathBuilder search) {
    List<Note> notes = new ArrayList<>();
    for (int position = 0; position < path.length() - 1; position++) {
      ParsedCertificate certificate = path.at(position);
      int at = position;
      search
          .known(certificate, path.at(position + 1))
          .filter(SignatureResult.Verified.class::isInstance)
          .map(SignatureResult.Verified.class::cast)
          .filter(result -> !SignatureVerifier.isUsual(result.provider()))
          .ifPresent(
              result ->
                  notes.add(
                      new Note(
                          Note.Kind.VERIFIED_BY,
                          ("the signature of certificate %d was verified by %s; the JDK has not its"
                                  + " algorithm, or does not take its issuer's key: %s")
                              .formatted(at, result.provider(), certificate.subjectText()))));
    }
    return notes;
  }
}
