package dev.pinwheel.chain.revocation;

import java.util.ArrayList;
import java.util.List;

/**
 * CRLs and OCSP responses that are at hand, from wherever they came. Nothing of them is trusted
 * before it was verified, so that whoever supplies them can withhold evidence but not forge it.
 *
 * @param crls complete and delta, in any order
 * @param answers in any order, about whatever certificates
 */
public record EvidenceSet(List<RevocationList> crls, List<OcspAnswer> answers) {

  public static final EvidenceSet NONE = new EvidenceSet(List.of(), List.of());

  public EvidenceSet {
    crls = List.copyOf(crls);
    answers = List.copyOf(answers);
  }

  /** This and that. */
  public EvidenceSet and(EvidenceSet other) {
    List<RevocationList> allLists = new ArrayList<>(crls);
    other.crls.stream().filter(list -> !crls.contains(list)).forEach(allLists::add);
    List<OcspAnswer> allAnswers = new ArrayList<>(answers);
    other.answers.stream().filter(answer -> !answers.contains(answer)).forEach(allAnswers::add);
    return new EvidenceSet(allLists, allAnswers);
  }

  public boolean isEmpty() {
    return crls.isEmpty() && answers.isEmpty();
  }
}
