package dev.pinwheel.chain;

import static dev.pinwheel.chain.finding.ViolationCode.LEAF_AMBIGUOUS;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.LeafFinder;
import dev.pinwheel.chain.pem.PemBundle;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the PEM text of a leaf and its intermediates says by itself. What is refused here, no
 * policy, time, anchor, further intermediate or key can make good, so that whoever is sent a text
 * may refuse it at once.
 *
 * @param bundle empty where the text cannot be read
 * @param leaf empty where the text cannot be read, or has no one leaf
 * @param violations empty where there is a leaf
 */
public record LeafBundle(
    Optional<PemBundle> bundle, Optional<ParsedCertificate> leaf, List<Violation> violations) {

  public LeafBundle {
    violations = List.copyOf(violations);
  }

  /**
   * What other verifiers are known to say of the chain as it was sent, and what was passed over in
   * it; empty where there is no leaf.
   */
  public List<Note> notes(Instant time) {
    return bundle
        .flatMap(sent -> leaf.map(end -> SentNotes.of(sent, end, time)))
        .orElseGet(List::of);
  }

  /** Reads texts of requests; it remembers nothing that matters, and any thread may use it. */
  public static final class Reader {

    private final PemReader pemReader = new PemReader(PemLimits.REQUEST);

    /** Reads a whole text. */
    public LeafBundle read(String pem) {
      return switch (pemReader.read(pem)) {
        case PemReading.Read read -> of(read.bundle());
        case PemReading.Unreadable unreadable ->
            new LeafBundle(Optional.empty(), Optional.empty(), unreadable.violations());
      };
    }
  }

  private static LeafBundle of(PemBundle bundle) {
    List<ParsedCertificate> candidates = LeafFinder.candidates(bundle.certificates());
    if (candidates.size() == 1) {
      return new LeafBundle(Optional.of(bundle), Optional.of(candidates.getFirst()), List.of());
    }
    String subjects =
        candidates.stream().map(ParsedCertificate::subjectText).collect(Collectors.joining("; "));
    return new LeafBundle(
        Optional.of(bundle),
        Optional.empty(),
        List.of(
            Violation.of(LEAF_AMBIGUOUS, "each of these could be the leaf: " + subjects)
                .measured(candidates.size() + " certificates", "1")));
  }
}
