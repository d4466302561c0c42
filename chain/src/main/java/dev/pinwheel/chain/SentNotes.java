package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.path.PathEnd;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a chain as it was sent by whoever knows no anchors. Names alone connect its
 * certificates here: whether one signed the other is judged later.
 */
final class SentNotes {

  private static final TrustStore NO_ANCHORS = new TrustStore(new CertificatePool(List.of()));

  private SentNotes() {}

  static List<Note> of(PemBundle bundle, ParsedCertificate leaf, Instant time) {
    CandidatePath path = path(bundle, leaf, time);
    List<Note> notes = new ArrayList<>(bundle.notes());
    PathNotes.of(bundle, path, IntermediateStore.EMPTY).stream()
        .filter(note -> note.kind() == Note.Kind.REORDERED)
        .forEach(notes::add);
    notes.addAll(ElsewhereNotes.of(bundle, path, NO_ANCHORS, time));
    return notes;
  }

  private static CandidatePath path(PemBundle bundle, ParsedCertificate leaf, Instant time) {
    List<ParsedCertificate> path = new ArrayList<>(List.of(leaf));
    while (!path.getLast().isSelfIssued()) {
      Optional<ParsedCertificate> issuer = issuer(bundle, path, time);
      if (issuer.isEmpty()) {
        break;
      }
      path.add(issuer.get());
    }
    return new CandidatePath(
        path.stream().map(certificate -> new PathCertificate(certificate, Origin.BUNDLE)).toList(),
        path.getLast().isSelfIssued() ? PathEnd.SELF_SIGNED : PathEnd.ISSUER_MISSING);
  }

  /** A living one, where there is one. */
  private static Optional<ParsedCertificate> issuer(
      PemBundle bundle, List<ParsedCertificate> path, Instant time) {
    List<ParsedCertificate> named =
        bundle.certificates().stream()
            .filter(one -> one.subject().equals(path.getLast().issuer()) && !path.contains(one))
            .toList();
    return named.stream()
        .filter(one -> !time.isAfter(one.notAfter()))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }
}
