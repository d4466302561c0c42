package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CHAIN_NOT_JUDGED;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.WorkBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every rule about a path, applied together. */
public final class PathRules {

  private static final Map<String, PathRule> RULES = new LinkedHashMap<>();
  private static final Map<String, PathRule> WEB_RULES = new LinkedHashMap<>();

  static {
    RULES.put("path end", new PathEndRule());
    RULES.put("leaf form", new LeafFormRule());
    RULES.put("CA constraints", new CaConstraintsRule());
    RULES.put("certificate form", new CertificateFormRule());
    RULES.put("subject form", new SubjectFormRule());
    RULES.put("key identifiers", new KeyIdentifierRule());
    RULES.put("form of constraints", new ConstraintFormRule());
    RULES.put("depth", new DepthRule());
    RULES.put("certificate policies", new CertificatePoliciesRule());
    RULES.put("critical extensions", new CriticalExtensionsRule());
    RULES.put("validity", new ValidityRule());
    RULES.put("lifetime", new LifetimeRule());
    RULES.put("issuer", new IssuerRule());
    RULES.put("extended key usage", new ExtendedKeyUsageRule());
    RULES.put("key usage", new KeyUsageRule());
    RULES.put("alternative names", new AlternativeNamesRule());
    RULES.put("form of names", new NameFormRule());
    RULES.put("keys", new KeyRule());
    RULES.put("signature algorithms", new SignatureAlgorithmRule());
    RULES.put("root in bundle", new RootInBundleRule());
    WEB_RULES.put("names of the web", new WebNamesRule());
    WEB_RULES.put("usages of the web", new WebUsageRule());
    WEB_RULES.put("key identifiers of the web", new WebKeyIdentifierRule());
  }

  private PathRules() {}

  /**
   * Everything that is wrong with a path, in the order of the codes; empty where it is valid.
   * Nothing that a rule throws leaves this method: what cannot be judged is refused.
   */
  public static List<Violation> violations(
      CandidatePath path,
      ValidationParameters parameters,
      EvidenceSigners signers,
      WorkBudget budget) {
    List<Violation> violations = new ArrayList<>();
    RULES.forEach((name, rule) -> apply(name, rule, path, parameters, violations));
    if (parameters.profile() == Profile.SMIME) {
      apply("mail", new MailRule(), path, parameters, violations);
    }
    apply("inherited keys", new InheritedKeyRule(signers.verifier()), path, parameters, violations);
    apply(
        "certificate transparency",
        new TransparencyRule(signers.verifier()),
        path,
        parameters,
        violations);
    apply("name constraints", new NameConstraintsRule(budget), path, parameters, violations);
    if (parameters.profile() == Profile.WEBPKI) {
      WEB_RULES.forEach((name, rule) -> apply(name, rule, path, parameters, violations));
    }
    apply(
        "revocation",
        (onPath, under, sink) -> RevocationRule.check(onPath, under, signers, sink),
        path,
        parameters,
        violations);
    apply("signatures", new UncheckedSignatureRule(violations), path, parameters, violations);
    apply("readers", new ReadersRule(violations), path, parameters, violations);
    // a stable sort keeps the order of the path within one code
    violations.sort(Comparator.comparing(Violation::code));
    return List.copyOf(violations);
  }

  private static void apply(
      String name,
      PathRule rule,
      CandidatePath path,
      ValidationParameters parameters,
      List<Violation> violations) {
    try {
      rule.check(path, parameters, violations::add);
    } catch (RuntimeException e) {
      violations.add(
          Violation.of(
              CHAIN_NOT_JUDGED,
              "something that nobody foresaw ended the rule about %s, %s (in its own words: %s)"
                  .formatted(name, e.getClass().getSimpleName(), e.getMessage())));
    }
  }
}
