package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.pem.PemBundle;
import java.util.ArrayList;
import java.util.List;

/** What an operator should know about how a path was made of a bundle. */
final class PathNotes {

  private PathNotes() {}

  static List<Note> of(PemBundle bundle, CandidatePath path, IntermediateStore store) {
    List<Note> notes = new ArrayList<>();
    List<ParsedCertificate> used = new ArrayList<>();
    for (PathCertificate step : path.certificates()) {
      switch (step.origin()) {
        case BUNDLE -> used.add(step.certificate());
        case STORE -> notes.add(added(step.certificate(), store));
        case ANCHOR -> {}
      }
    }
    List<ParsedCertificate> sent = new ArrayList<>(bundle.certificates());
    sent.retainAll(used);
    if (!sent.equals(used)) {
      notes.add(
          new Note(
              Note.Kind.REORDERED,
              "the bundle was put in order, leaf first: as it was sent, a PKCS #12 key store of"
                  + " Java does not take it"));
    }
    bundle.certificates().stream()
        .filter(certificate -> !used.contains(certificate))
        .forEach(
            certificate ->
                notes.add(
                    new Note(Note.Kind.NOT_USED, "not on the path: " + certificate.subjectText())));
    return notes;
  }

  private static Note added(ParsedCertificate certificate, IntermediateStore store) {
    return store
        .addressOf(certificate)
        .map(
            address ->
                new Note(
                    Note.Kind.FETCHED,
                    "the missing intermediate was fetched from %s: %s"
                        .formatted(address, certificate.subjectText())))
        .orElseGet(
            () ->
                new Note(
                    Note.Kind.ADDED_FROM_STORE,
                    "the missing intermediate was added: " + certificate.subjectText()));
  }
}
