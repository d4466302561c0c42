package dev.pinwheel.chain;

import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.List;
import java.util.Optional;

/** What a validation came to. */
public sealed interface Verdict {

  /** What was put right or passed over. */
  List<Note> notes();

  /** The chain and the pins satisfy every rule. */
  record Valid(ValidatedChain chain) implements Verdict {
    @Override
    public List<Note> notes() {
      return chain.notes();
    }
  }

  /**
   * The chain or the pins are refused.
   *
   * @param violations every reason, at least one, what must be repaired first at the front
   * @param path the path that came closest, for showing where it breaks; empty where there is no
   *     leaf to start from
   */
  record Refused(List<Violation> violations, Optional<CandidatePath> path, List<Note> notes)
      implements Verdict {
    public Refused {
      violations = List.copyOf(violations);
      notes = List.copyOf(notes);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }
  }
}
