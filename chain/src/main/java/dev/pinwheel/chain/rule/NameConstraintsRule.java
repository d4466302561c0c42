package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.NAME_CONSTRAINT_VIOLATED;
import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.constraint.NameSpace;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.name.AttributeText;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The names below a constrained CA, the trust anchor included, stay inside its constraints (RFC
 * 5280 sections 4.2.1.10, 6.1.3 (b) and (c), 6.1.4 (g)).
 */
final class NameConstraintsRule implements PathRule {

  private final WorkBudget budget;

  /**
   * For one validation.
   *
   * @param budget of comparisons, whichever path they are for
   */
  NameConstraintsRule(WorkBudget budget) {
    this.budget = budget;
  }

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (path.certificates().stream()
        .allMatch(step -> step.certificate().extensions().nameConstraints().isEmpty())) {
      return;
    }
    NameSpace space =
        new NameSpace(
            parameters.tolerates(Tolerance.PERIOD_BEFORE_DNS_CONSTRAINT), budget::takeComparison);
    for (int position = path.length() - 1; position >= 0; position--) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      // (b) and (c): a self-issued certificate inside the path is exempt
      if (position == 0 || !at.certificate().isSelfIssued()) {
        if (!checkNames(at, space, violations)) {
          violations.accept(
              Violation.of(WORK_LIMIT_EXCEEDED, "too many names and name constraints to compare")
                  .at(position, at.certificate().subjectText()));
          return;
        }
      }
      if (position > 0) {
        at.certificate()
            .extensions()
            .nameConstraints()
            .ifPresent(constraints -> narrow(at, constraints, space, violations));
      }
    }
  }

  private static void narrow(
      CertificateAt at,
      NameConstraints constraints,
      NameSpace space,
      Consumer<Violation> violations) {
    space
        .narrow(constraints)
        .forEach(
            base ->
                violations.accept(
                    at.extension("has a malformed name constraint", "RFC 5280 section 4.2.1.10")
                        .measured(
                            PresentedNames.text(base), "a subtree as its form of name has it")));
  }

  /** False where the work is too much. */
  private static boolean checkNames(
      CertificateAt at, NameSpace space, Consumer<Violation> violations) {
    for (GeneralName name : names(at.certificate())) {
      switch (space.standing(name)) {
        case ALLOWED -> {}
        case NOT_PERMITTED ->
            violations.accept(violation(at, name, "a name inside the permitted subtrees"));
        case EXCLUDED ->
            violations.accept(violation(at, name, "a name outside the excluded subtrees"));
        case NOT_COMPARABLE ->
            violations.accept(
                violation(at, name, "a name that can be compared with the constraints"));
        case NOT_COMPARED -> {
          return false;
        }
      }
    }
    return true;
  }

  private static Violation violation(CertificateAt at, GeneralName name, String wanted) {
    String text = PresentedNames.text(name);
    return Violation.of(
            NAME_CONSTRAINT_VIOLATED,
            "a CA above certificate %d does not allow the name %s".formatted(at.position(), text))
        .at(at.position(), at.certificate().subjectText())
        .measured(text, wanted);
  }

  /**
   * The subject where it is not empty, the alternative names, and where these have no e-mail
   * address those of the subject (RFC 5280 section 4.2.1.10).
   */
  private static List<GeneralName> names(ParsedCertificate certificate) {
    List<GeneralName> names = new ArrayList<>();
    X500Name subject = certificate.structure().getSubject();
    if (subject.size() > 0) {
      names.add(new GeneralName(subject));
    }
    List<GeneralName> alternative = certificate.extensions().names();
    names.addAll(alternative);
    if (alternative.stream().noneMatch(name -> name.getTagNo() == GeneralName.rfc822Name)) {
      for (RDN rdn : subject.getRDNs()) {
        for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
          if (attribute.getType().equals(BCStyle.EmailAddress)) {
            names.add(new GeneralName(GeneralName.rfc822Name, mailbox(attribute)));
          }
        }
      }
    }
    return names;
  }

  /** What is no text is no mailbox, and is refused where any mailbox is constrained. */
  private static String mailbox(AttributeTypeAndValue attribute) {
    return AttributeText.of(attribute.getValue()).map(AttributeText::text).orElse("");
  }
}
