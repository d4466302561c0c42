package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathBuilder;
import dev.pinwheel.chain.path.WorkBudget;
import dev.pinwheel.chain.rule.EvidenceSigners;
import dev.pinwheel.chain.rule.PathRules;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths to signers of evidence, built of the same certificates and out of the same budget. */
final class SignerPaths implements EvidenceSigners {

  private final PathBuilder builder;
  private final ValidationParameters parameters;
  private final SignatureVerifier verifier;
  private final WorkBudget budget;

  SignerPaths(
      PathBuilder builder,
      ValidationParameters parameters,
      SignatureVerifier verifier,
      WorkBudget budget) {
    this.builder = builder;
    this.verifier = verifier;
    this.budget = budget;
    this.parameters = parameters;
  }

  @Override
  public List<ParsedCertificate> named(DirectoryName subject) {
    return builder.named(subject);
  }

  @Override
  public boolean takeSignatureCheck() {
    return budget.takeEvidenceCheck();
  }

  @Override
  public SignatureVerifier verifier() {
    return verifier;
  }

  @Override
  public Optional<CandidatePath> validPath(ParsedCertificate signer, ParsedCertificate anchor) {
    ValidationParameters forSigners = parameters.forSigners();
    List<CandidatePath> found = new ArrayList<>(1);
    builder
        .again()
        .search(
            signer,
            path -> {
              boolean valid =
                  path.last().equals(anchor)
                      && PathRules.violations(path, forSigners, this, budget).isEmpty();
              if (valid) {
                found.add(path);
              }
              return valid;
            });
    return found.stream().findFirst();
  }
}
