package dev.pinwheel.chain;

import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.IssuerPreference;
import dev.pinwheel.chain.path.PathBuilder;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.path.WorkBudget;
import dev.pinwheel.chain.rule.PathRules;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The valid path where there is one; else the one with the fewest violations, of those that reach
 * an anchor; else the one that came furthest.
 *
 * @param violations empty where the path is valid
 * @param notes what an operator should know about the path's revocation and signatures
 */
public record BestPath(CandidatePath path, List<Violation> violations, List<Note> notes) {

  public BestPath {
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }

  private BestPath(CandidatePath path, List<Violation> violations) {
    this(path, violations, List.of());
  }

  /**
   * Searches.
   *
   * @param bundle what came with the leaf, itself included or not
   */
  public static BestPath search(
      ParsedCertificate leaf,
      CertificatePool bundle,
      TrustStore anchors,
      IntermediateStore store,
      SignatureVerifier verifier,
      ValidationParameters parameters) {
    WorkBudget budget = new WorkBudget();
    PathBuilder builder =
        new PathBuilder(
            anchors, store, bundle, new IssuerPreference(parameters.time()), verifier, budget);
    SignerPaths signers = new SignerPaths(builder, parameters, verifier, budget);
    List<BestPath> best = new ArrayList<>(1);
    CandidatePath furthest =
        builder.search(
            leaf,
            path -> {
              BestPath judged =
                  new BestPath(path, PathRules.violations(path, parameters, signers, budget));
              if (best.isEmpty() || judged.violations.size() < best.getFirst().violations.size()) {
                best.clear();
                best.add(judged);
              }
              return judged.violations.isEmpty();
            });
    BestPath result =
        best.isEmpty()
            ? new BestPath(furthest, PathRules.violations(furthest, parameters, signers, budget))
            : best.getFirst().noted(parameters, signers);
    BestPath told = result.noting(ProviderNotes.of(result.path, builder));
    return budget.isExceeded() && !told.violations.isEmpty() ? told.cutShort() : told;
  }

  private BestPath noting(List<Note> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Note> all = new ArrayList<>(notes);
    all.addAll(more);
    return new BestPath(path, violations, all);
  }

  private BestPath noted(ValidationParameters parameters, SignerPaths signers) {
    return new BestPath(
        path,
        violations,
        parameters
            .revocation()
            .map(evidence -> evidence.notes(path, signers, parameters.time()))
            .orElse(List.of()));
  }

  /** A path that was found in time is valid; otherwise there may have been one, and it is said. */
  private BestPath cutShort() {
    List<Violation> all = new ArrayList<>(violations);
    all.add(Violation.of(WORK_LIMIT_EXCEEDED, "the search for a path was cut short"));
    return new BestPath(path, all, notes);
  }
}
