package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.finding.ViolationCode.NAME_CONSTRAINT_VIOLATED;
import static dev.pinwheel.validator.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * The names below a constrained CA, the trust anchor included, stay inside its constraints (RFC
 * 5280 sections 4.2.1.10, 6.1.3 (b) and (c), 6.1.4 (g)).
 */
final class NameConstraintsRule implements PathRule {

  /** Comparisons of a name or a subtree with a subtree; honest paths need a few hundred. */
  private static final long MOST_COMPARISONS = 250_000;

  private static final GeneralSubtree[] NONE = {};

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (comparisons(path) > MOST_COMPARISONS) {
      violations.accept(
          Violation.of(WORK_LIMIT_EXCEEDED, "too many names and name constraints to compare")
              .measured("more", MOST_COMPARISONS + " comparisons"));
      return;
    }
    PKIXNameConstraintValidator constraints = new PKIXNameConstraintValidator();
    for (int position = path.length() - 1; position >= 0; position--) {
      ParsedCertificate certificate = path.at(position);
      // (b) and (c): a self-issued certificate inside the path is exempt
      if (position == 0 || !certificate.isSelfIssued()) {
        checkNames(certificate, position, constraints, violations);
      }
      if (position > 0) {
        certificate.extensions().nameConstraints().ifPresent(more -> add(more, constraints));
      }
    }
  }

  private static void checkNames(
      ParsedCertificate certificate,
      int position,
      PKIXNameConstraintValidator constraints,
      Consumer<Violation> violations) {
    for (GeneralName name : names(certificate)) {
      try {
        constraints.checkPermitted(name);
        constraints.checkExcluded(name);
      } catch (NameConstraintValidatorException e) {
        violations.accept(
            Violation.of(
                    NAME_CONSTRAINT_VIOLATED,
                    "a CA above certificate %d does not allow the name %s"
                        .formatted(position, PresentedNames.text(name)))
                .at(position, certificate.subjectText())
                .measured(PresentedNames.text(name), "a name inside the constraints"));
      }
    }
  }

  private static void add(NameConstraints more, PKIXNameConstraintValidator constraints) {
    GeneralSubtree[] permitted = subtrees(more.getPermittedSubtrees());
    GeneralSubtree[] excluded = subtrees(more.getExcludedSubtrees());
    if (permitted.length > 0) {
      constraints.intersectPermittedSubtree(permitted);
    }
    for (GeneralSubtree subtree : excluded) {
      constraints.addExcludedSubtree(subtree);
    }
  }

  /**
   * The subject where it is not empty, the alternative names, and where these have no e-mail
   * address those of the subject (RFC 5280 section 4.2.1.10).
   */
  private static List<GeneralName> names(ParsedCertificate certificate) {
    List<GeneralName> names = new ArrayList<>();
    X500Name subject = X500Name.getInstance(certificate.subject().getEncoded());
    if (subject.getRDNs().length > 0) {
      names.add(new GeneralName(subject));
    }
    List<GeneralName> alternative = alternativeNames(certificate);
    names.addAll(alternative);
    if (alternative.stream().noneMatch(name -> name.getTagNo() == GeneralName.rfc822Name)) {
      for (RDN rdn : subject.getRDNs()) {
        for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
          if (attribute.getType().equals(BCStyle.EmailAddress)) {
            names.add(
                new GeneralName(
                    GeneralName.rfc822Name, IETFUtils.valueToString(attribute.getValue())));
          }
        }
      }
    }
    return names;
  }

  private static List<GeneralName> alternativeNames(ParsedCertificate certificate) {
    return certificate
        .extensions()
        .subjectAlternativeNames()
        .map(GeneralNames::getNames)
        .map(Arrays::asList)
        .orElse(List.of());
  }

  /** What {@link PKIXNameConstraintValidator} would have to compare at worst. */
  private static long comparisons(CandidatePath path) {
    long subtrees = 0;
    long comparisons = 0;
    for (int position = path.length() - 1; position >= 0; position--) {
      ParsedCertificate certificate = path.at(position);
      long names = 2L + alternativeNames(certificate).size();
      long own =
          certificate.extensions().nameConstraints().map(NameConstraintsRule::size).orElse(0L);
      comparisons += subtrees * (names + own);
      subtrees += own;
    }
    return comparisons;
  }

  private static long size(NameConstraints constraints) {
    return subtrees(constraints.getPermittedSubtrees()).length
        + (long) subtrees(constraints.getExcludedSubtrees()).length;
  }

  private static GeneralSubtree[] subtrees(GeneralSubtree[] present) {
    return present == null ? NONE : present;
  }
}
